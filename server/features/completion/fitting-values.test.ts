import { describe, expect, it } from 'vitest';
import { HEAD, SHOP } from './testing/shop.ts';
import { tryCompletion } from './testing/try-completion.ts';

const at = (marked: string) => tryCompletion(HEAD + marked, SHOP);
const labels = async (marked: string): Promise<string[]> => (await at(marked)).labels;

describe('what fits by its type', () => {
  it('is offered for a tensor: views with as many numbers as it is long first', async () => {
    const tried = await at('model net {\n  input x : float32[batch, 3] from ‸\n}\n');
    expect(tried.labels).toEqual(['card_recent', 'card_text']);
    expect(tried.detail('card_recent')).toBe('features, 3 features, fits');
    expect(tried.detail('card_text')).toBe('features, 1 feature, not all numbers');
  });

  it('is offered for a kind of machine: those with the GPUs that are needed first, with their memory', async () => {
    const pool = (gpus: string): string =>
      `cloud main on aws {\n  cluster k on eks { pool p { machine: "‸" } }\n}\ntraining t of fraud_net {\n  runs on p { ${gpus} }\n}\n`;
    const four = await at(pool('gpus_per_node: 4'));
    expect(four.labels[0]).toBe('g4dn.12xlarge');
    expect(four.detail('g4dn.12xlarge')).toBe('4 × T4 16GiB, 48 vCPU, 192GiB');
    expect(four.labels.indexOf('g5.12xlarge')).toBeLessThan(four.labels.indexOf('g5.xlarge'));
    expect((await at(pool(''))).labels[0]).toBe('c5.large');
  });

  it('is offered where something runs: pools with the GPUs that are needed first', async () => {
    const tried = await at(
      'cloud main on aws {\n  cluster k on eks { pool a { machine: "m6i.large" }, pool b { machine: "g5.12xlarge" } }\n}\n' +
        'training t of fraud_net {\n  runs on ‸ { gpus_per_node: 4 }\n}\n',
    );
    expect(tried.labels[0]).toBe('b');
    expect(tried.detail('b')).toBe('pool, 4 × A10G 22.35GiB, 48 vCPU, 192GiB');
    expect(tried.labels.indexOf('a')).toBeGreaterThan(0);
  });

  it('is offered for a reference: only elements of the kinds that are asked for', async () => {
    expect(await labels('service a {\n  serves ‸\n}\n')).toEqual(['fraud_net']);
    expect(await labels('pipeline p {\n  step a = read ‸\n}\n')).toEqual(['swipes']);
    expect((await labels('features x of ‸\n'))[0]).toBe('card');
  });

  it('is offered for a column: keys first for a key, moments first for an event time', async () => {
    expect((await labels('entity c { key: ‸ }\n'))[0]).toBe('card_id');
    const source =
      'source s {\n  event_time: ‸\n  schema {\n    id : string key\n    at : timestamp\n  }\n}\n';
    expect(await labels(source)).toEqual(['at', 'id']);
  });

  it('is offered for a word: the words, with what they mean', async () => {
    const tried = await at('source s { format: ‸ }\n');
    expect(tried.labels).toEqual(expect.arrayContaining(['parquet', 'csv', 'iceberg']));
    expect(tried.row('parquet').doc).toContain('Parquet');
    expect(await labels('features x of card from swipes { stores: [offline, ‸] }\n')).not.toContain(
      'offline',
    );
  });

  it('is offered for a type, and what the model file says of a tensor before all', async () => {
    expect((await labels('source s {\n  schema {\n    a : ‸\n  }\n}\n'))[0]).toBe('bool');
    const tried = await at('model n {\n  artifact: onnx("models/net.onnx")\n  input x : ‸\n}\n');
    expect(tried.labels[0]).toBe('float32[batch, 3]');
    expect(tried.detail('float32[batch, 3]')).toBe('in models/net.onnx');
  });

  it('is offered for the other side of a comparison', async () => {
    const formula = (written: string): string => `features x of card from swipes {\n  a = ${written}\n}\n`;
    expect((await labels(formula('count_if(country == ‸) over 7d'))).slice(0, 2)).toEqual(['de', 'fr']);
    expect((await labels('service a {\n  objective { latency.p99 < ‸ }\n}\n'))[0]).toMatch(/^[0-9]+ms$/u);
  });

  it('is offered in formulas: columns with their types, then functions', async () => {
    const tried = await at('features x of card from swipes {\n  a = avg(‸)\n}\n');
    expect(tried.labels.slice(0, 4)).toEqual(['amount', 'swipes', 'card_id', 'country']);
    expect(tried.detail('amount')).toBe('float64');
    expect(tried.labels).toContain('count_distinct');
  });

  it('is offered as an argument: columns of a type that the function takes first', async () => {
    const first = async (written: string): Promise<string | undefined> =>
      (await labels(`features x of card from swipes {\n  a = ${written}\n}\n`))[0];
    expect(await first('max(‸) over 1h')).toBe('amount');
    expect(await first('hour(‸)')).toBe('at');
    expect(await first('upper(‸)')).toBe('card_id');
  });

  it('is offered behind a dot: what the element has', async () => {
    expect(await labels('service a {\n  objective { latency.‸ }\n}\n')).toEqual(['p50', 'p90', 'p95', 'p99', 'mean', 'max']); // prettier-ignore
    expect((await labels('features x of card from swipes {\n  a = avg(swipes.‸)\n}\n')).sort()).toEqual(['amount', 'at', 'card_id', 'country']); // prettier-ignore
  });

  it('is offered between the parentheses of a template: its parameters', async () => {
    const template = 'template t(of_card : entity) for features from swipes { ttl: 1d }\n';
    expect((await labels(`${template}features x = t(‸)\n`))[0]).toBe('of_card');
  });
});

describe('values with units', () => {
  const ttl = (value: string): string => `features x of card from swipes {\n  ttl: ${value}\n}\n`;

  it('begin with amounts that are often wanted', async () => {
    expect(await labels(ttl('‸'))).toEqual(expect.arrayContaining(['30s', '7d', '30d']));
  });

  it('have every unit of the dimension behind a number, the usual ones first', async () => {
    const tried = await at(ttl('45‸'));
    expect(tried.labels).toEqual(expect.arrayContaining(['45ms', '45min', '45d']));
    expect(tried.labels.indexOf('45d')).toBeLessThan(tried.labels.indexOf('45ns'));
    expect(tried.accept('45d')).toContain('ttl: 45d‸');
    expect(await labels(ttl('2.5‸'))).toContain('2.5h');
  });

  it('are another list with every digit', async () => {
    expect((await at(ttl('4‸'))).isIncomplete).toBe(true);
    expect((await at(ttl('‸'))).isIncomplete).toBe(true);
  });

  it('know sizes, shares and rates', async () => {
    expect(await labels('service a {\n  limit 5‸\n}\n')).toContain('5/s');
    expect(await labels('service a {\n  resources { memory: 4‸ }\n}\n')).toContain('4GiB');
  });
});

describe('words that only their place knows', () => {
  it('are axes in the brackets of a tensor', async () => {
    const tried = await at('model n {\n  input x : float32[batch, tokens]\n  output y : float32[‸\n}\n');
    expect(tried.labels).toEqual(['batch', 'tokens']);
  });

  it('are clauses behind a verb that acts on nothing, and behind a property', async () => {
    expect(await labels('service a {\n  on failure degrade ‸\n}\n')).toContain('to');
    expect(await labels('service a {\n  serves fraud_net on triton { instances: 2 ‸ }\n}\n')).toEqual(['on']);
    expect(await labels('service a {\n  serves fraud_net on triton { instances: 2 on ‸ }\n}\n')).toEqual(['gpu', 'cpu']); // prettier-ignore
  });

  it('are what happens when a condition does not hold', async () => {
    expect(await labels('service a {\n  monitor latency.p99 < 20ms ‸\n}\n')).toContain('then');
  });

  it('are names that a body brings, with what stands behind them', async () => {
    const step = (condition: string): string =>
      `optimize o from fraud_net {\n  step a = quantise fraud_net to int8 {\n    require ${condition}\n  }\n}\n`;
    expect(await labels(step('accuracy >= ‸'))).toContain('baseline');
    expect(await labels(step('accuracy >= baseline.‸'))).toContain('accuracy');
    expect(await labels(step('latency.p95 < baseline.latency.‸'))).toContain('p95');
  });

  it('are stores in the block of a property, and settings of a column', async () => {
    expect(await labels('features x of card from swipes {\n  stores: { ‸ }\n}\n')).toEqual(['offline', 'online', 'cache']); // prettier-ignore
    expect(await labels('source s {\n  schema {\n    email : string pii { ‸ }\n  }\n}\n')).toContain('mask');
  });

  it('are kinds and plain types of a parameter', async () => {
    expect(await labels('param a : ‸\n')).toEqual(expect.arrayContaining(['int', 'duration', 'machine']));
  });

  it('are clouds, behind whose dots the places are', async () => {
    const cloud = 'cloud main on aws {\n  cluster k on eks { pool p { machine: "g5.xlarge" } }\n}\n';
    const tried = await at(`${cloud}service a {\n  runs on ‸\n}\n`);
    expect(tried.accept('main')).toContain('runs on main.‸');
    expect(await labels(`${cloud}service a {\n  runs on main.‸\n}\n`)).toContain('k');
    expect(await labels(`${cloud}service a {\n  runs on main.k.‸\n}\n`)).toContain('p');
  });

  it('are units behind a slash', async () => {
    expect((await at('service a {\n  limit 60/m‸\n}\n')).accept('60/min')).toContain('limit 60/min‸');
  });

  it('are parts of a split, without those that are there', async () => {
    expect(await labels('pipeline p {\n  step a = split b { train: 80%, ‸ }\n}\n')).toEqual(expect.arrayContaining(['eval', 'test'])); // prettier-ignore
  });
});
