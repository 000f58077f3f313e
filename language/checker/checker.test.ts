import { describe, expect, it } from 'vitest';
import { expectFindings, projectOf } from '../testing/findings.ts';

const ENTITY = 'entity card { key: card_id }\n';
const SOURCE = `source swipes {
  location: "s3://lake/swipes/"
  event_time: swiped_at
  schema {
    card_id   : string key
    amount    : float64 where value >= 0
    swiped_at : timestamp
  }
}
`;

describe('words', () => {
  it('accepts a model without faults', () => {
    expectFindings(`package shop\n${ENTITY}${SOURCE}features act of card from swipes {
  ttl: 30d
  amount_avg : float32 = avg(amount) over 7d
  swipes_1h = count() over 1h
}`);
  });

  it('knows the properties of a noun and says what was meant', () => {
    expectFindings(`source swipes {
  formt: parquet // ! TN1101 Did you mean format?
  colour: red // ! TN1101 A source has no property colour.
}`);
  });

  it('checks the type of a value', () => {
    expectFindings(`${ENTITY}${SOURCE}features act of card from swipes {
  version: 0 // ! TN1102 a whole number of at least 1
  ttl: 30 // ! TN1102 without a unit
  stores: [offline, onlin] // ! TN1102 found onlin
  n = count() over 1h
}`);
  });

  it('tells a wrong unit from an unknown one', () => {
    expectFindings(`${ENTITY}${SOURCE}features act of card from swipes {
  ttl: 30GiB // ! TN1102 30GiB
  slide: 5parsec // ! TN1105 parsec
  n = count() over 1h
}`);
  });

  it('wants what a noun needs', () => {
    expectFindings(`entity card { } // ! TN1103 needs key
features act from swipes { n = count() over 1h } // ! TN1103 needs "of"
${SOURCE}`);
  });

  it('wants nothing again of what an environment only changes', () => {
    expectFindings(`${ENTITY}${SOURCE}features act of card from swipes {
  ttl: 30d
  n = count() over 1h
}
environment prod {
  features act { ttl: 10d }
  features lost { } // ! TN1915 no features called that
}`);
  });

  it('refuses words in the wrong place', () => {
    expectFindings(`${ENTITY}environment dev {
  takes [card] // ! TN1104 takes can't stand in an environment.
}
deployment d {
  schema { a : string } // ! TN1104 A schema can't stand in a deployment. It stands in a source
}`);
  });

  it('refuses a clause, a flag or a second value that means nothing there', () => {
    expectFindings(`source swipes over 7d { // ! TN1107 takes no "over"
  format: parquet
  format: csv // ! TN1109 format is set twice
  schema { card_id : string kye } // ! TN1111 Did you mean key?
}`);
  });

  it('refuses types that are none', () => {
    expectFindings(`source swipes {
  schema {
    a : strnig // ! TN1113 Did you mean string?
    b : float32[0, 3] // ! TN1113 whole number above 0
    c // ! TN1101
  }
}`);
  });
});

describe('names', () => {
  it('reports unknown names with what was meant', () => {
    expectFindings(`${ENTITY}${SOURCE}features act of crad from swipes { // ! TN1010 Did you mean card?
  x = avg(amout) over 7d // ! TN1010 Did you mean amount?
  y = average(amount) over 7d // ! TN1106 no function average
}`);
  });

  it('offers the import of a name that another package declares', () => {
    expectFindings({
      'a.tenon': `package a\n${ENTITY}`,
      'b.tenon': `package b\n${SOURCE}features act of card from swipes { n = count() over 1h } // ! TN1010 import a.{ card }`,
    });
  });

  it('follows imports, renamed ones too, in any order of files', () => {
    expectFindings({
      'b.tenon': `package b\nimport a.{ card as buyer }\n${SOURCE}features act of buyer from swipes { n = count() over 1h }`,
      'a.tenon': `package a\n${ENTITY}`,
    });
  });

  it('reports unknown packages and names in imports', () => {
    expectFindings({
      'a.tenon': `package shop.data\n${ENTITY}`,
      'b.tenon': `package b
import shop.dta.{ card } // ! TN1012 Did you mean shop.data?
import shop.data.{ crad } // ! TN1013 Did you mean card?`,
    });
  });

  it('reports duplicates at every place, with the others beside it', () => {
    const project = projectOf({ 'a.tenon': `package a\n${ENTITY}`, 'b.tenon': `package a\n${ENTITY}` });
    const found = project.check().filter((each) => each.code === 'TN1014');
    expect(found.map((each) => [each.file, each.related?.[0]?.file])).toEqual([
      ['a.tenon', 'b.tenon'],
      ['b.tenon', 'a.tenon'],
    ]);
  });

  it('names a few of the other places when a folder was copied many times', () => {
    const copies = Array.from({ length: 40 }, (_, copy) => [`copy${copy}/a.tenon`, `package p\n${ENTITY}`]);
    const project = projectOf(Object.fromEntries(copies));
    const found = project.check().filter((each) => each.code === 'TN1014');
    expect(found).toHaveLength(40);
    expect(found[0]!.message).toBe('card is declared 40 times.');
    expect(found.every(({ related }) => related!.length === 5)).toBe(true);
  });

  it('lets elements of different kinds share a name', () => {
    expectFindings(`entity card { key: card_id }\nsource card { location: "x.csv"\nformat: csv }`);
  });

  it('hints at imports that are not used', () => {
    const project = projectOf({
      'a.tenon': `package a\n${ENTITY}`,
      'b.tenon': `package b\nimport a.{ card }`,
    });
    expect(project.check().map((each) => [each.code, each.severity, each.tags])).toEqual([
      ['TN1016', 'hint', ['unnecessary']],
    ]);
  });
});

describe('expressions', () => {
  it('infers types and refuses what does not fit', () => {
    expectFindings(`${ENTITY}source s {
  event_time: at
  schema { card_id : string key, name : string, amount : float64, at : timestamp }
}
features act of card from s {
  a = name + 1 // ! TN1113 needs numbers
  b = if name > 3 then 1 else 0 // ! TN1113 can't be compared
  d = avg(name) over 1d // ! TN1113 takes numbers
  e = hour(amount) // ! TN1113 takes times
  c = avg() over 1d // ! TN1106 takes 1 argument, found 0
}`);
  });

  it('sees columns of several sources by name and by prefix', () => {
    expectFindings(`${ENTITY}source a { schema { card_id : string key, x : int64 } }
source b { schema { card_id : string key, y : int64 } }
features f of card from [a, b] {
  s = a.x + b.y
  t = x + y
  u = a.z + 1 // ! TN1010 z is not a column of a.
}`);
  });
});

describe('broken text', () => {
  it('keeps checking what is healthy', () => {
    const project = projectOf(`${ENTITY}source s {\n  format: \n  location: 5\n}\n`);
    expect(project.check().map((each) => each.code)).toEqual(['TN1001', 'TN1102']);
  });

  it.each(['// a\0b\n', 'entity x { key: y } // \0', 'source s { location: "a\0b" }'])(
    'refuses NUL in %j',
    (text) => {
      const found = projectOf(text).check();
      expect(found.map((each) => [each.code, each.message])).toEqual([
        ['TN1001', 'The file contains NUL characters (U+0000); it is not a text file.'],
      ]);
    },
  );

  it.each(['', '\uFEFF', '\0\0\0', '{{{{', '"', '}}}}', 'package', 'a b c d e', '/*'])(
    'survives %j',
    (text) => {
      expect(() => projectOf(text).check()).not.toThrow();
    },
  );
});
