import { expect, it } from 'vitest';
import { markedText } from '../../testing/marked-text.ts';
import { hostOf, modelFile } from '../../testing/model-files.ts';
import { linkedRanges } from './linked-ranges.ts';

const TEXT = `package a
source s { schema { id : string key } }
pipeline p {
  step rows = read s
  step sets = split rows by id { train: 80%, eval: 20% }
}
model m { input x : float32[batch, 3], output y : float32[batch, 1] }
`;
function linked(piece: string): string[] {
  const { text, position } = markedText(TEXT.replace(piece, `‸${piece}`));
  const ranges = linkedRanges(modelFile(hostOf({ 'a.tenon': text }), 'a.tenon'), position) ?? [];
  return ranges.map(({ start }) => `${start.line}:${start.character}`);
}

it('links names that repeat inside one declaration, and axes', () => {
  expect(linked('rows = read')).toEqual(['3:7', '4:20']);
  expect(linked('batch, 3')).toEqual(['6:28', '6:58']);
});

it('links nothing that others may name', () => {
  expect(linked('s { schema')).toEqual([]);
  expect(linked('read s')).toEqual([]);
});
