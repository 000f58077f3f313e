import { expect, it } from 'vitest';
import { scalarTable } from '../../testing/column-facts.ts';
import { hostOf, modelFile } from '../../testing/model-files.ts';
import { documentLinks } from './document-links.ts';

it('links files that are there, and addresses', () => {
  const text = `package a
// See https://example.org/a_(b), and nothing else.
source s { location: "data/x.parquet" }
source t { location: "data/none.parquet" }
`;
  const host = hostOf({ 'a.tenon': text }, scalarTable('data/x.parquet', { id: 'string' }));
  const model = modelFile(host, 'a.tenon');
  expect(documentLinks(model).map(({ range, opens }) => [model.document.getText(range), opens])).toEqual([
    ['data/x.parquet', { file: 'data/x.parquet' }],
    ['https://example.org/a_(b', { address: 'https://example.org/a_(b' }],
  ]);
});
