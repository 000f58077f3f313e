import { expect, it } from 'vitest';
import { machineNames } from '../library/machine-catalogue.ts';
import { LIST_PRICES, otherRegions, priceOf, readPriceTable } from './price-table.ts';

it('is dated, names its source, and passes its own reader', () => {
  expect(LIST_PRICES.source).toContain('AWS Price List');
  expect(readPriceTable(LIST_PRICES)).toEqual({ table: LIST_PRICES });
});

it('prices only machines of the catalogue, and most of them', () => {
  const priced = Object.keys(LIST_PRICES.prices['aws']!['us-east-1']!);
  expect(priced.filter((name) => !machineNames().includes(name))).toEqual([]);
  expect(machineNames().filter((name) => !priced.includes(name))).toEqual(['p5e.48xlarge']);
});

it('gives no price for what it does not know', () => {
  expect(priceOf(LIST_PRICES, 'aws', 'us-east-1', 'g5.xlarge')).toEqual({ onDemand: 1.006 });
  expect(priceOf(LIST_PRICES, 'aws', 'eu-west-1', 'g5.xlarge')).toBeUndefined();
  expect(priceOf(LIST_PRICES, 'constructor', 'us-east-1', 'g5.xlarge')).toBeUndefined();
  expect(otherRegions(LIST_PRICES, 'aws', 'g5.xlarge').map(({ region }) => region)).toEqual(['us-east-1']);
});

it.each([
  [[], 'not an object'],
  [{ currency: 'USD', source: 'x', prices: {} }, 'no date'],
  [{ date: '2026-01-19', currency: 'dollars', source: 'x', prices: {} }, 'no currency'],
  [{ date: '2026-01-19', currency: 'EUR', source: '', prices: {} }, 'no source'],
  [
    { date: '2026-01-19', currency: 'EUR', source: 'x', prices: { aws: { here: { a: 3 } } } },
    'price of a in aws here',
  ],
  [
    { date: '2026-01-19', currency: 'EUR', source: 'x', prices: { aws: { here: { a: { onDemand: -1 } } } } },
    'price of a',
  ],
])('refuses %j', (json, message) => {
  expect(readPriceTable(json)).toMatchObject({ problem: expect.stringContaining(message) as string });
});
