import { expect, it } from 'vitest';
import { costOfCloud, costOfMachines, costOfTrainingHour } from './monthly-cost.ts';
import { LIST_PRICES, type PriceTable } from './price-table.ts';
import { viewOf } from './testing/view-of.ts';

const TEXT = (region: string): string => `package shop
cloud main on aws {
  region: "${region}"
  cluster serving on eks {
    pool gpu  { machine: "g5.xlarge", count: 1..4 }
    pool spot { machine: "m6i.large", count: 2, spot: true }
  }
}
training net { runs on gpu { nodes: 2, gpus_per_node: 1 } }
`;
const poolOf = (view: ReturnType<typeof viewOf>, name: string) => {
  const pool = view.find({ kind: 'pool', qualifiedName: `shop.main.serving.${name}` });
  if (pool?.kind !== 'pool') throw new Error(`There is no pool ${name}.`);
  return pool;
};

it('a g5.xlarge at 1.006 USD/h costs 724.32 USD in 30 days', () => {
  const view = viewOf(TEXT('us-east-1'));
  const { least, most } = costOfMachines(view, poolOf(view, 'gpu'), LIST_PRICES);
  expect(least.result).toEqual({ value: 1.006 * 720, unit: 'USD' });
  expect(most.result!.value).toBeCloseTo(4 * 724.32);
  expect(least.source).toContain('list prices of 2026-01-19');
});

it('spot machines without a price of their own cost at most what they cost on demand', () => {
  const view = viewOf(TEXT('us-east-1'));
  const spot = poolOf(view, 'spot');
  expect(costOfMachines(view, spot, LIST_PRICES).least).toMatchObject({ bound: 'at most' });
  const own: PriceTable = {
    date: '2026-02-01',
    currency: 'EUR',
    source: 'our contract',
    prices: { aws: { 'us-east-1': { 'm6i.large': { onDemand: 0.1, spot: 0.03 } } } },
  };
  const { least } = costOfMachines(view, spot, own);
  expect(least.result!.value).toBeCloseTo(2 * 0.03 * 720);
  expect(least.result!.unit).toBe('EUR');
  expect(least.bound).toBeUndefined();
});

it('adds up a cloud, as a bound when one of its machines is only known so', () => {
  const view = viewOf(TEXT('us-east-1'));
  const { least } = costOfCloud(view, view.all('cloud')[0]!, LIST_PRICES);
  expect(least).toMatchObject({ bound: 'at most' });
  expect(least.result!.value).toBeCloseTo(1.006 * 720 + 2 * 0.096 * 720);
});

it('guesses no price of another region, but names it', () => {
  const view = viewOf(TEXT('eu-west-1'));
  const { least } = costOfMachines(view, poolOf(view, 'gpu'), LIST_PRICES);
  expect(least.result).toBeUndefined();
  expect(least.notKnown![0]!.because).toBe(
    'the price table of 2026-01-19 has none for aws eu-west-1 (in us-east-1 it is 1.006 USD/h)',
  );
});

it('a training on two of them costs 2.012 USD an hour', () => {
  const view = viewOf(TEXT('us-east-1'));
  expect(costOfTrainingHour(view, view.all('training')[0]!, LIST_PRICES)!.result).toEqual({
    value: 2.012,
    unit: 'USD/h',
  });
});
