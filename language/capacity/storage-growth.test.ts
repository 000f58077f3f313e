import { expect, it } from 'vitest';
import { growthOf } from './storage-growth.ts';
import { viewOf } from './testing/view-of.ts';

const source = (columns: string): string => `package shop
source clicks {
  rate: 1_000_000/d
  schema { ${columns} }
}
`;
const of = (columns: string) => {
  const view = viewOf(source(columns));
  return growthOf(view, view.all('source')[0]!)!;
};

it('adds the widths of Apache Arrow: int64 8, timestamp 8, float32 4, bool 1, date 4, decimal 16', () => {
  const { width } = of('a : int64, b : timestamp, c : float32, d : bool, e : date, f : decimal[10, 2]');
  expect(width).toMatchObject({ result: { value: 41, unit: 'B' } });
  expect(width.bound).toBeUndefined();
});

it('leaves out what has no width of its own, and says so', () => {
  const { width, growth } = of('a : int64, b : string, c : list[float32]');
  expect(width).toMatchObject({ result: { value: 8 }, bound: 'at least' });
  expect(width.notKnown?.map(({ name }) => name)).toEqual(['width of b', 'width of c']);
  expect(growth).toMatchObject({ bound: 'at least' });
  expect(growth.result!.value).toBeCloseTo(8 * 30e6);
});

it('a million rows of 16 bytes each day are 480 MB in a month of 30 days', () => {
  expect(of('a : int64, b : float64').growth.result!.value).toBeCloseTo(480e6);
});
