import { describe, expect, it } from 'vitest';
import { HEAD, SHOP } from './testing/shop.ts';
import { tryCompletion } from './testing/try-completion.ts';

const at = (marked: string) => tryCompletion(HEAD + marked, SHOP);
const labels = async (marked: string): Promise<string[]> => (await at(marked)).labels;

describe('what a statement can begin with', () => {
  it('is a declaration, as a block with what it needs', async () => {
    const tried = await at('fe‸\n');
    expect(tried.row('features').insert).toBe('features ${1:name} of ${2:of} from ${3:from} {\n\t$0\n}');
    expect(tried.row('entity').insert).toBe('entity ${1:name} {\n\tkey: ${2:key}\n\t$0\n}');
    expect(tried.row('param').insert).toBe('param ${1:name} = ${2:value}');
    expect(tried.row('features').doc).toBeDefined();
    expect(tried.labels).not.toContain('package');
  });

  it('is the package and imports first in a new file', async () => {
    const tried = await tryCompletion('‸', SHOP);
    expect(tried.labels[0]).toBe('package');
    expect(tried.labels).toContain('import');
  });

  it('is what is not set yet, required first', async () => {
    const found = await labels('cloud c on aws {\n  machine m {\n    ‸\n  }\n}\n');
    expect(found[0]).toBe('machine');
    expect(await labels('cloud c on aws {\n  machine m {\n    machine: "g5.xlarge"\n    ‸\n  }\n}\n')).not.toContain('machine'); // prettier-ignore
  });

  it('is everything that an element mostly has, as one block, when there is nothing yet', async () => {
    const tried = await at('source s {\n  ‸\n}\n');
    expect(tried.labels[0]).toBe('format, location, event_time, schema');
    const text = tried.accept('format, location, event_time, schema').replace('‸', '');
    expect(text).toContain('location: "data/rows.parquet"\nevent_time: happened_at\n');
    expect(text).toContain('  happened_at : timestamp\n');
    expect(await labels('source s {\n  format: csv\n  ‸\n}\n')).not.toContain('format, location, event_time, schema'); // prettier-ignore
  });

  it('is an example with real values, only where declarations stand', async () => {
    const tried = await at('‸\n');
    expect(tried.row('source example').insert).toContain('location: "${2:data/rows.parquet}"');
    expect(tried.accept('source example')).toContain('event_time: happened_at');
    expect(await labels('source s {\n  ‸\n}\n')).not.toContain('source example');
  });

  it('has real defaults to write over, and the list where there is one', async () => {
    const pool = await at('cloud c on aws {\n  cluster k on eks { pool p {\n    ‸\n  } }\n}\n');
    expect(pool.row('count').insert).toBe('count: ${1:1}');
    expect(pool.row('machine')).toMatchObject({ insert: 'machine: "$1"', goesOn: true });
    expect(pool.row('spot')).toMatchObject({ insert: 'spot: ', goesOn: true });
    expect(pool.row('spot').doc).toContain('Default: `off`');
    expect((await at('model m {\n  ‸\n}\n')).row('layers').insert).toBe('layers: ${1:1}');
  });

  it('is a verb with the clause that it needs, or its braces', async () => {
    const service = await at('service a {\n  ‸\n}\n');
    expect(service.row('serves').insert).toBe('serves ');
    expect(service.row('runs')).toMatchObject({ insert: 'runs on ', goesOn: true });
    expect(service.accept('step')).toContain('step ‸name = read ');
  });

  it('is what can be done on a failure, and the failures behind `on`', async () => {
    expect(await labels('service a {\n  on ‸\n}\n')).toEqual(expect.arrayContaining(['failure', 'overload']));
    expect(await labels('service a {\n  on failure ‸\n}\n')).toEqual(expect.arrayContaining(['retry', 'alert', 'degrade'])); // prettier-ignore
  });

  it('are clauses behind a head, required first, and none twice', async () => {
    expect((await labels('features x ‸\n')).slice(0, 2)).toEqual(['of', 'from']);
    expect(await labels('features x of card ‸\n')).not.toContain('of');
    expect(await labels('features x of card from swipes {\n  a = avg(amount) ‸\n}\n')).toContain('over');
    expect(await labels('source s {\n  schema {\n    a : string ‸\n  }\n}\n')).toContain('key');
  });

  it('are elements that an environment changes', async () => {
    expect(await labels('environment prod {\n  model ‸\n}\n')).toEqual(['fraud_net']);
  });

  it('are values of a comparison, in what is measured', async () => {
    expect(await labels('service a {\n  objective { ‸ }\n}\n')).toEqual(expect.arrayContaining(['latency', 'throughput'])); // prettier-ignore
  });
});

describe('half-typed text', () => {
  it('is completed inside a word: the rest of the word is replaced', async () => {
    const tried = await at('source s { format: par‸quet }\n');
    expect(tried.accept('csv')).toContain('source s { format: csv‸ }');
  });

  it('is completed above declarations that are whole', async () => {
    const tried = await at('service a {\n  serves ‸\n\nentity other { key: id }\n');
    expect(tried.labels).toEqual(['fraud_net']);
  });

  it('is completed in brackets that are open', async () => {
    expect(await labels('features x of card from swipes {\n  a = avg(am‸\n')).toContain('amount');
    expect(await labels('features x of card from [swipes, card_r‸\n')).toContain('card_recent');
  });
});
