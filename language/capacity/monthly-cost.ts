import type { Cloud, Cluster, Machine, Pool } from '../model/infrastructure.ts';
import type { Training } from '../model/learning.ts';
import type { ModelView } from '../rules/model-view.ts';
import { machinesOn } from './ground.ts';
import { otherRegions, priceOf, type PriceTable } from './price-table.ts';
import { MONTH_DAYS } from './storage-growth.ts';
import { known, notKnown, total, work, type Given, type Term, type Working } from './working.ts';
import { sourced } from './written.ts';

/** Cost of a month with the fewest and with the most machines, in the currency of the table. */
export interface MonthlyCost {
  readonly least: Working;
  readonly most: Working;
}

const HOURS = MONTH_DAYS * 24;

/** Of one pool or one machine that always runs. */
export function costOfMachines(view: ModelView, machines: Machine | Pool, prices: PriceTable): MonthlyCost {
  const price = hourlyPrice(view, machines, prices);
  const spot = machines.kind === 'pool' && machines.spot.value;
  const one = known('machines', 1, '', { origin: machines.origin });
  const least = machines.kind === 'pool' ? sourced('fewest machines', machines.min) : one;
  const most = machines.kind === 'pool' ? sourced('most machines', machines.max) : one;
  const cost = (title: string, n: Term): Working => {
    const bounded = spot && price.spotIsBound && n.value > 0;
    return work(
      {
        title,
        formula: 'n × price × 720 h',
        unit: prices.currency,
        source: sourceOf(prices),
        assumptions: [
          'A month of 30 days in which the machines run all the time.',
          'Disks, traffic and taxes are not in it.',
          ...(bounded
            ? ['A spot machine costs at most its price on demand (AWS: the default highest price).']
            : []),
        ],
        ...(bounded ? { bound: 'at most' as const } : {}),
      },
      { n, price: price.given },
      ({ n: count, price: each }) => count * each * HOURS,
    );
  };
  return {
    least: cost(`Cost of ${machines.name} in a month, fewest machines`, least),
    most: cost(`Cost of ${machines.name} in a month, most machines`, most),
  };
}

/** Of everything in a cloud that has a price in the table. */
export function costOfCloud(view: ModelView, cloud: Cloud, prices: PriceTable): MonthlyCost {
  const machines = cloud.resources.flatMap((resource): readonly (Machine | Pool)[] =>
    resource.kind === 'machine' ? [resource] : resource.kind === 'cluster' ? resource.pools : [],
  );
  return sumOf(view, machines, cloud.name, prices);
}

/** Of all pools of a cluster. */
export const costOfCluster = (view: ModelView, { pools, name }: Cluster, prices: PriceTable): MonthlyCost =>
  sumOf(view, pools, name, prices);

/** Of one hour of a training on all of its machines. */
export function costOfTrainingHour(
  view: ModelView,
  training: Training,
  prices: PriceTable,
): Working | undefined {
  const { runsOn } = training;
  const [machines] = runsOn ? machinesOn(view, runsOn.pool) : [];
  if (!runsOn || !machines) return undefined;
  const { given, spotIsBound } = hourlyPrice(view, machines, prices);
  return work(
    {
      title: 'Cost of an hour',
      formula: 'n × price',
      unit: `${prices.currency}/h`,
      source: sourceOf(prices),
      ...(spotIsBound ? { bound: 'at most' as const } : {}),
    },
    { n: sourced('nodes', runsOn.nodes), price: given },
    ({ n, price }) => n * price,
  );
}

function sumOf(
  view: ModelView,
  machines: readonly (Machine | Pool)[],
  name: string,
  prices: PriceTable,
): MonthlyCost {
  const costs = machines.map((each) => costOfMachines(view, each, prices));
  const sum = (title: string, parts: readonly Working[]): Working =>
    total({ title, unit: prices.currency, source: sourceOf(prices) }, parts);
  return {
    least: sum(`Cost of ${name} in a month, fewest machines`, costs.map(({ least }) => least)), // prettier-ignore
    most: sum(`Cost of ${name} in a month, most machines`, costs.map(({ most }) => most)), // prettier-ignore
  };
}

const sourceOf = ({ source, date }: PriceTable): string => `${source}; list prices of ${date}`;

/** Price of an hour of one machine. Of a spot machine without a price of its own, that on demand is a bound. */
function hourlyPrice(
  view: ModelView,
  machines: Machine | Pool,
  prices: PriceTable,
): { readonly given: Given; readonly spotIsBound: boolean } {
  const machine = machines.machine.value;
  const name = `price of ${machine} in an hour`;
  const cloud = cloudOf(view, machines);
  if (!cloud) {
    const declare = 'a cloud with its region around the pool';
    return {
      given: notKnown(name, 'it belongs to no cloud and so to no region', declare),
      spotIsBound: false,
    };
  }
  const [provider, region] = [cloud.provider.value, cloud.region.value];
  const spot = machines.kind === 'pool' && machines.spot.value;
  const price = priceOf(prices, provider, region, machine);
  if (!price) {
    const [other] = otherRegions(prices, provider, machine);
    const elsewhere = other ? ` (in ${other.region} it is ${other.price.onDemand} ${prices.currency}/h)` : '';
    return {
      given: notKnown(
        name,
        `the price table of ${prices.date} has none for ${provider} ${region}${elsewhere}`,
        `a price table of the project with ${machine} in ${region}`,
      ),
      spotIsBound: false,
    };
  }
  const spotPrice = spot ? price.spot : undefined;
  return {
    given: known(name, spotPrice ?? price.onDemand, `${prices.currency}/h`, {
      origin: machines.machine.origin,
      because: `${spotPrice === undefined ? 'on demand' : 'spot'}, ${provider} ${region}, ${prices.date}`,
    }),
    spotIsBound: spot && spotPrice === undefined,
  };
}

/** The cloud that a machine or pool stands in, directly or in a cluster. */
function cloudOf(view: ModelView, { qualifiedName }: Machine | Pool): Cloud | undefined {
  for (let name = parent(qualifiedName); name !== ''; name = parent(name)) {
    const cloud = view.element('cloud', { qualifiedName: name });
    if (cloud) return cloud;
  }
  return undefined;
}

const parent = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));
