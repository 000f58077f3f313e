import builtIn from '../library/prices.json' with { type: 'json' };

/** Price of one machine in an hour, in the currency of the table. */
export interface MachinePrice {
  readonly onDemand: number;
  readonly spot?: number;
}

/** What machines cost: dated, with its source, and replaceable by a file of the project. */
export interface PriceTable {
  /** Day on which the prices held, as `2026-01-19`. */
  readonly date: string;
  /** ISO 4217, such as `USD`. */
  readonly currency: string;
  readonly source: string;
  /** Provider → region → machine → price. */
  readonly prices: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, MachinePrice>>>>>>;
}

/** The table that ships with Tenon: list prices of one day. */
export const LIST_PRICES: PriceTable = builtIn;

export type PriceTableResult = { readonly table: PriceTable } | { readonly problem: string };

/** Reads a table that a project brings; the first thing that is wrong with it is the problem. */
export function readPriceTable(json: unknown): PriceTableResult {
  if (!isObject(json)) return { problem: 'The price table is not an object.' };
  const { date, currency, source, prices } = json;
  if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date))
    return { problem: 'The price table has no date, such as "date": "2026-01-19".' };
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    return { problem: 'The price table has no currency, such as "currency": "USD".' };
  if (typeof source !== 'string' || source === '')
    return { problem: 'The price table has no source: where its prices come from.' };
  if (!isObject(prices)) return { problem: 'The price table has no "prices".' };
  for (const [provider, regions] of Object.entries(prices)) {
    if (!isObject(regions)) return { problem: `prices.${provider} is not an object of regions.` };
    for (const [region, machines] of Object.entries(regions)) {
      if (!isObject(machines))
        return { problem: `prices.${provider}.${region} is not an object of machines.` };
      for (const [machine, price] of Object.entries(machines)) {
        if (!isPrice(price)) {
          return {
            problem: `The price of ${machine} in ${provider} ${region} is no { "onDemand": number, "spot"?: number }.`,
          };
        }
      }
    }
  }
  return { table: json as unknown as PriceTable };
}

/** Price of a machine; undefined when the table does not have it. */
export const priceOf = (
  { prices }: PriceTable,
  provider: string,
  region: string,
  machine: string,
): MachinePrice | undefined => {
  const machines = own(own(prices, provider), region);
  return own(machines, machine);
};

/** Other regions of a provider in which the table has the machine. */
export const otherRegions = (
  { prices }: PriceTable,
  provider: string,
  machine: string,
): readonly { readonly region: string; readonly price: MachinePrice }[] =>
  Object.entries(own(prices, provider) ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([region, machines]) => {
      const price = own(machines, machine);
      return price ? [{ region, price }] : [];
    });

/** A name from a model may be `constructor`. */
const own = <V>(record: Readonly<Record<string, V>> | undefined, name: string): V | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isAmount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

const isPrice = (value: unknown): boolean =>
  isObject(value) && isAmount(value['onDemand']) && (value['spot'] === undefined || isAmount(value['spot']));
