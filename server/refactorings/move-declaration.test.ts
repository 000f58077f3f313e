import { describe, expect, it } from 'vitest';
import { offersIn, refactored, refusal } from '../testing/try-refactoring.ts';
import { moveDeclaration } from './move-declaration.ts';

const DATA = `package shop.data

import shop.platform.{ main, oncall }

/// Rows of cards.
/// Two lines of them.
source swipes {
  location: "s3://\${main.lake.name}/swipes/"
  event_time: at
  schema { card_id : string key, amount : float64, at : timestamp }
}

entity card { key: card_id }  // one for each card

pipeline nightly {
  step rows = read swipes
  on failure alert oncall
}
`;
const PLATFORM = `package shop.platform

cloud main on aws { region: "eu-central-1", bucket lake { versioning: on } }
channel oncall { via: slack, to: "#x" }
`;
const USE = `package shop.fraud

import shop.data.{ swipes as rows, card, nightly }

features a of card from rows {
  event_time: at
  n = avg(amount) over 7d
}
deployment d { uses [nightly] }
environment prod { pipeline nightly { on failure retry 2 times } }
`;
const FILES = { 'data.tenon': DATA, 'platform.tenon': PLATFORM, 'use.tenon': USE };
const at = (piece: string, path: keyof typeof FILES = 'data.tenon'): Record<string, string> => ({
  ...FILES,
  [path]: FILES[path].replace(piece, `‸${piece}`),
});
const to = (path: string, name: string): string => JSON.stringify({ package: name, path });

describe('a declaration', () => {
  it('goes to a new file of its package with its comments; imports are parted', async () => {
    const after = await refactored(moveDeclaration, at('source swipes'), to('swipes.tenon', 'shop.data'));
    expect(after['swipes.tenon']).toMatch(
      /^package shop\.data\n\nimport shop\.platform\.\{ main \}\n\n\/\/\/ Rows of cards\.\n\/\/\/ Two lines of them\.\nsource swipes \{[^]*\n\}\n$/u,
    );
    expect(after['data.tenon']).toMatch(
      /^package shop\.data\n\nimport shop\.platform\.\{ oncall \}\n\nentity card \{ key: card_id \} {2}\/\/ one/u,
    );
    expect(after['use.tenon']).toBe(USE);
  });

  it('goes into a new package; everyone who uses it imports it from there, under the name it had', async () => {
    const after = await refactored(moveDeclaration, at('source swipes'), to('swipes.tenon', 'shop.data.swipes')); // prettier-ignore
    expect(after['swipes.tenon']).toMatch(/^package shop\.data\.swipes\n\nimport shop\.platform/u);
    expect(after['data.tenon']).toContain(
      'import shop.platform.{ oncall }\nimport shop.data.swipes.{ swipes }',
    );
    expect(after['use.tenon']).toContain('import shop.data.{ card, nightly }\nimport shop.data.swipes.{ swipes as rows }'); // prettier-ignore
  });

  it('goes to a file of another package that used it; overrides in environments follow', async () => {
    const after = await refactored(moveDeclaration, at('pipeline nightly'), to('use.tenon', 'shop.fraud'));
    expect(after['data.tenon']).toMatch(/import shop\.platform\.\{ main \}[^]*one for each card\n$/u);
    expect(after['use.tenon']).toContain('import shop.data.{ swipes as rows, card, swipes }');
    expect(after['use.tenon']).toContain('import shop.platform.{ oncall }');
    expect(after['use.tenon']).toMatch(/\n\npipeline nightly \{[^]*oncall\n\}\n$/u);
  });

  it('takes what stands inside with it: a bucket is found through its cloud', async () => {
    const use = 'package shop.x\n\nimport shop.platform.{ lake }\n\nsource b { location: "s3://${lake.name}/", schema { id : string key } }\n'; // prettier-ignore
    const files = { ...at('cloud main', 'platform.tenon'), 'x.tenon': use };
    const after = await refactored(moveDeclaration, files, to('main.tenon', 'shop.platform.main'));
    expect(after['x.tenon']).toBe(use.replace('shop.platform', 'shop.platform.main'));
  });

  it('goes with others that are selected, and keeps line ends', async () => {
    const crlf = Object.fromEntries(
      Object.entries(FILES).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
    );
    const text = crlf['data.tenon']!.replace('/// Rows', '«/// Rows').replace('one for each card', 'one for each card»'); // prettier-ignore
    const after = await refactored(moveDeclaration, { ...crlf, 'data.tenon': text }, to('swipes.tenon', 'shop.data.swipes')); // prettier-ignore
    expect(after['swipes.tenon']).toContain(
      '\r\n}\r\n\r\nentity card { key: card_id }  // one for each card\r\n',
    );
    for (const each of Object.values(after)) expect(each).not.toMatch(/[^\r]\n/u);
  });

  it('is offered the nearest files, from its first line only', () => {
    const titles = offersIn(moveDeclaration, at('source swipes')).map(({ title }) => title);
    expect(titles).toEqual([
      'Move swipes to a new file swipes.tenon',
      'Move swipes to platform.tenon in the package shop.platform',
      'Move swipes to use.tenon in the package shop.fraud',
      'Move swipes to a new package shop.data.swipes',
    ]);
    expect(offersIn(moveDeclaration, at('event_time'))).toEqual([]);
  });

  it('stays where a name is taken, or would mean two things', async () => {
    const taken = { ...at('entity card'), 'o.tenon': 'package shop.o\n\nentity card { key: id }\n' };
    expect(await refusal(moveDeclaration, taken, to('o.tenon', 'shop.o'))).toContain('declares entity card already'); // prettier-ignore
    const other = 'package shop.o\n\nimport shop.platform.{ oncall as swipes }\n\nmonitoring m { monitor throughput < 1/s then alert swipes }\nsource s { schema { id : string key } }\n'; // prettier-ignore
    expect(
      await refusal(
        moveDeclaration,
        { ...at('pipeline nightly'), 'o.tenon': other },
        to('o.tenon', 'shop.o'),
      ),
    ).toContain('swipes would mean');
  });
});
