import { describe, expect, it } from 'vitest';
import { scalarTable } from '../testing/column-facts.ts';
import { offersIn, refactored, refusal } from '../testing/try-refactoring.ts';
import { sourceSchema } from './source-schema.ts';

const FACTS = scalarTable('data/x.parquet', { id: 'string', amount: 'float64', 'odd name': 'int32' });
const DECLARED = `package a

source rows {
  format: parquet
  location: "data/x.parquet"
  schema {
    id         : string
    amount     : float64
    \`odd name\` : int32
  }
}

entity e { key: id }
features f of e from rows { n = avg(amount) over 7d }
`;
const TAKEN = `package a

source rows {
  format: parquet
  location: "data/x.parquet"
}

entity e { key: id }
features f of e from rows { n = avg(amount) over 7d }
`;
const at = (text: string, piece: string): Record<string, string> => ({ 'a.tenon': text.replace(piece, `‸${piece}`) }); // prettier-ignore

describe('the schema of a source', () => {
  it('is written down as its file says, and taken from the file again: the two undo each other', async () => {
    const written = await refactored(sourceSchema, at(TAKEN, 'source rows'), 'write', FACTS);
    expect(written['a.tenon']).toBe(DECLARED);
    const taken = await refactored(sourceSchema, at(DECLARED, 'schema {'), 'take', FACTS);
    expect(taken['a.tenon']).toBe(TAKEN);
  });

  it('stands in one line where everything does, and keeps line ends', async () => {
    const one = 'package a\r\nsource rows { location: "data/x.parquet" }\r\n';
    const written = await refactored(sourceSchema, at(one, 'rows'), 'write', FACTS);
    expect(written['a.tenon']).toContain(
      'parquet", schema { id : string, amount : float64, `odd name` : int32 } }',
    );
    expect((await refactored(sourceSchema, at(written['a.tenon']!, 'rows'), 'take', FACTS))['a.tenon']).toBe(
      one,
    );
    const crlf = await refactored(sourceSchema, at(TAKEN.replaceAll('\n', '\r\n'), 'rows {'), 'write', FACTS);
    expect(crlf['a.tenon']).toBe(DECLARED.replaceAll('\n', '\r\n'));
  });

  it('stays where it says more than the file, or something else', async () => {
    const key = at(DECLARED.replace(': string', ': string key'), 'schema {');
    expect(await refusal(sourceSchema, key, 'take', FACTS)).toContain('says "key" of id');
    const other = at(DECLARED.replace(': float64', ': float32'), 'schema {');
    expect(await refusal(sourceSchema, other, 'take', FACTS)).toMatch(/not be the same|float/u);
    const more = at(DECLARED.replace('    amount', '    more : int64\n    amount'), 'schema {');
    expect(await refusal(sourceSchema, more, 'take', FACTS)).toContain('no column more');
  });

  it('can only be taken from a file whose columns are known', async () => {
    expect(await refusal(sourceSchema, at(TAKEN, 'source rows'), 'write')).toContain('not known');
    expect(offersIn(sourceSchema, at(TAKEN, 'entity'))).toEqual([]);
    expect(
      offersIn(sourceSchema, { 'a.tenon': 'package a\n‸source s { location: "s3://${x}/" }\n' }),
    ).toEqual([]);
  });
});
