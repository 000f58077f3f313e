import { expect, it } from 'vitest';
import { nameElements, namer } from './names.ts';
import { channel } from './testing/samples.ts';

const label = namer({
  pattern: /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
  patternInWords: 'lower-case letters, digits and hyphens, beginning with a letter',
  maxLength: 12,
  lowercase: true,
  separator: '-',
  reserved: new Set(['default']),
});

it('computes names, or says why it can not', () => {
  expect(label('Fraud_API.v2')).toEqual({ name: 'fraud-api-v2' });
  expect(label('default')).toHaveProperty('problem');
  expect(label('a-name-of-13-c')).toHaveProperty('problem');
  expect(label('größe')).toHaveProperty('problem');
  expect(label('_')).toHaveProperty('problem');
});

it('reports collisions at every place, before anything is emitted', () => {
  const [a, b, c] = [channel('on_call', 1), channel('on-call', 2), channel('größe', 3)];
  const { names, diagnostics } = nameElements([a, b, c], label, 'Kubernetes');
  expect([...names]).toEqual([['shop.on_call', 'on-call'], ['shop.on-call', 'on-call']]); // prettier-ignore
  expect(diagnostics.map(({ code, range }) => [code, range.start.line])).toEqual([
    ['TN9004', 3],
    ['TN9003', 1],
    ['TN9003', 2],
  ]);
  expect(diagnostics[1]!.related).toMatchObject([{ range: b.origin.range }]);
});
