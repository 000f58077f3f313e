import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openProject } from '../../../cli/open-project.ts';
import type { Signature } from '../../../files/onnx/index.ts';
import type { System } from '../../../language/index.ts';
import { fillTensors, partsOf } from '../fill-tensors.ts';
import { inputsFor } from '../inputs-for.ts';
import { type PlannedInputs } from '../planned-inputs.ts';
import { describeInputs } from '../knowledge/describe-inputs.ts';
import { signatureOf, tensor } from '../testing/signature.ts';
import { readLabelledRows } from './labelled-rows.ts';
import { readRows } from './read-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon rows 行 '));
afterAll(() => rmSync(folder, { recursive: true }));
const fixtures = fileURLToPath(new URL('../../../files/fixtures/', import.meta.url));

const write = (path: string, text: string): string => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
};

const SHOP = `package shop

source orders {
  format: csv
  location: "data/orders.csv"
  event_time: at
  schema {
    order   : int64 key
    at      : timestamp
    amount  : float64 where value in 0..500
    kind    : enum[web, app, phone]
    rating  : int32? where value in 1..5
    late    : bool
    weight  : float64?
  }
}

entity order { key: order }

features order_facts of order from orders {
  size    : float32 = amount / 100
  hour_at : float32 = hour(at)
  channel : enum[web, app, phone] = kind
}
features order_history of order from orders {
  mean_30d   : float32 = avg(amount) over 30d
  weight_30d : float32 = max(weight) over 30d
}
bundle now { version: 1, takes [order_facts] }
bundle mixed { version: 1, takes [order_facts, order_history] }

training net on orders {
  framework: sklearn
  entrypoint: "train.py"
  label: late
  metrics [accuracy]
}
model net {
  artifact: onnx("net.onnx")
  input x : float32[batch, 3] from now
  output y : float32[batch, 2]
}
model past {
  artifact: onnx("net.onnx")
  input x : float32[batch, 5] from mixed
  output y : float32[batch, 2]
}
`;
write('tenon.json', '{ "language": 1 }');
write('shop.tenon', SHOP);
write('train.py', '');
const HEADER = 'order,at,amount,kind,rating,late,weight';
const ROWS = [
  '1,2026-01-01 05:00:00,100,web,5,true,2',
  '2,2026-01-01T13:30:00Z,250,phone,,false,40',
  '3,2026-01-02 23:00:00,50,app,1,true,',
  '4,2026-01-02 00:00:00,,app,1,true,9',
  '5,2026-01-02 01:00:00,500,web,1,,9',
];
write('data/orders.csv', [HEADER, ...ROWS].join('\r\n'));

async function shop(): Promise<System> {
  const opened = await openProject(folder, { cwd: folder, signal: new AbortController().signal });
  if ('problem' in opened) throw new Error(opened.problem.message);
  const resolved = opened.opened.project.resolve(undefined);
  if ('problem' in resolved) throw new Error(resolved.problem.message);
  return resolved.system;
}

async function plan(signature: Signature, model: string, batch: number): Promise<PlannedInputs> {
  const knowledge = describeInputs(await shop(), model);
  const outcome = await inputsFor(signature, { batch, knowledge, project: folder });
  if ('problem' in outcome) throw new Error(outcome.problem.message);
  return outcome;
}

const values = (planned: Pick<PlannedInputs, 'plan'>, part = 0): number[] =>
  fillTensors(planned.plan.tensors, 42n, part).flatMap(({ data }) => Array.from(data as Float32Array));

describe('inputs from rows', () => {
  const three = signatureOf(tensor('x', 'float32', ['batch', 3]));

  it('are computed from the columns of the file, batch by batch', async () => {
    const planned = await plan(three, 'shop.net', 2);
    expect(planned.origin).toBe('rows');
    expect(partsOf(planned.plan.tensors)).toBe(2);
    expect(values(planned)).toEqual([1, 5, 0, 2.5, 13, 2]);
    // The fourth row has no amount: a float says so by NaN.
    expect(values(planned, 1)).toEqual([0.5, 23, 1, Number.NaN, 0, 1]);
    expect(planned.notes).toEqual(['x: real rows, 4 rows of data/orders.csv (size, hour_at, channel).']);
    planned.dispose();
  });

  it('go through a short file again', async () => {
    const planned = await plan(three, 'shop.net', 6);
    expect(values(planned).slice(15)).toEqual([1, 5, 0]);
    planned.dispose();
  });

  it('are seeded within what the features declare where one of these is made of many rows', async () => {
    const planned = await plan(signatureOf(tensor('x', 'float32', ['batch', 5])), 'shop.past', 100);
    expect(planned.origin).toBe('seeded');
    expect(planned.notes[0]).toMatch(
      /has 5 features, 2 of which .*: mean_30d is computed over a window of time/,
    );
    const drawn = values(planned);
    const column = (at: number): number[] => drawn.filter((_, index) => index % 5 === at);
    const within = (at: number, low: number, high: number): void => {
      expect(Math.min(...column(at))).toBeGreaterThanOrEqual(low);
      expect(Math.max(...column(at))).toBeLessThanOrEqual(high);
    };
    within(0, 0, 5);
    within(1, 0, 23);
    expect([...new Set(column(2))].sort()).toEqual([0, 1, 2]);
    within(3, 0, 500);
    // The schema leaves the weight open; the rows have 2 to 40.
    within(4, 2, 40);
    expect(Math.max(...column(4))).toBeGreaterThan(30);
    planned.dispose();
  });

  it('say why there are none: file gone, shape, whole numbers, other inputs', async () => {
    const notes = async (signature: Signature): Promise<string> => {
      const planned = await plan(signature, 'shop.net', 1);
      planned.dispose();
      return planned.notes.join(' ');
    };
    expect(await notes(signatureOf(tensor('x', 'float32', ['batch', 5])))).toContain(
      'takes 5 numbers, and 3 features',
    );
    expect(await notes(signatureOf(tensor('x', 'int64', ['batch', 3])))).toContain('does not hold the 2.5');
    expect(await notes(signatureOf(tensor('x', 'float32', [2, 3])))).toContain('does not count items');
    expect(await notes(signatureOf(tensor('z', 'float32', ['batch', 3])))).toBe(
      'z: seeded, drawn from the standard normal distribution.',
    );
    rmSync(join(folder, 'data/orders.csv'));
    expect(await notes(three)).toContain(
      'as data/orders.csv is not there; its numbers are drawn from the ranges',
    );
    write('data/orders.csv', 'order,at\n1,2\n');
    expect(await notes(three)).toContain('data/orders.csv has no column amount, kind');
    write('data/orders.csv', [HEADER, ...ROWS].join('\r\n'));
  });
});

describe('labelled rows', () => {
  const signature = signatureOf(tensor('x', 'float32', ['batch', 3]));
  const read = async (system: System, model: string, from = signature) =>
    readLabelledRows(from, { system, model, project: folder, file: 'net.onnx', batch: 3 });

  it('give inputs and truth in the same order; rows without a label are left out', async () => {
    const labelled = await read(await shop(), 'shop.net');
    if (!('rows' in labelled)) throw new Error(labelled.why);
    const { rows } = labelled;
    expect(rows).toMatchObject({ labels: [1, 0, 1, 1], kind: 'class', metrics: ['accuracy'], parts: 2 });
    expect(values(rows, 0)).toEqual([1, 5, 0, 2.5, 13, 2, 0.5, 23, 1]);
    // One row is left, and fills the batch.
    expect(values(rows, 1).filter((_, index) => index % 3 === 2)).toEqual([1, 1, 1]);
    rows.dispose();
  });

  it('are told what they lack', async () => {
    const system = await shop();
    expect(await read(system, 'shop.past')).toEqual({
      why: 'No training of shop.past says what its label is.',
    });
    const flat: System = {
      ...system,
      elements: system.elements.map((each) => (each.kind === 'training' ? { ...each, metrics: [] } : each)),
    };
    expect(await read(flat, 'shop.net')).toMatchObject({
      why: expect.stringContaining('names a metric') as string,
    });
  });
});

describe('rows of files', () => {
  it('are the same of CSV, JSONL and folders of them', async () => {
    write('a/1.csv', 'x;y\n1;2.5\n');
    write('a/2.jsonl', '{"x": 2, "y": null}\n\n{"x": 3, "y": 1}\n');
    expect(await readRows(join(folder, 'a'), { columns: ['x', 'y'], limit: 2 })).toEqual({
      rows: [
        { x: 1, y: 2.5 },
        { x: 2, y: null },
      ],
    });
    expect(await readRows(join(folder, 'a'), { columns: ['z'], limit: 2 })).toEqual({
      problem: 'has no column z (1.csv)',
    });
  });

  it('come from Parquet as well', async () => {
    cpSync(join(fixtures, 'scalars.parquet'), join(folder, 'b.parquet'));
    const columns = ['int64', 'micros', 'text'];
    const micros = new Date('2024-01-02T03:04:05Z');
    expect(await readRows(join(folder, 'b.parquet'), { columns, limit: 1 })).toEqual({
      rows: [{ int64: 1n, micros, text: 'a' }],
    });
    cpSync(join(fixtures, 'nested.parquet'), join(folder, 'gzip.parquet'));
    expect(await readRows(join(folder, 'gzip.parquet'), { columns: ['id', 'tags'], limit: 1 })).toEqual({
      rows: [{ id: 1n, tags: ['a'] }],
    });
  });

  it('that make no sense are a problem', async () => {
    for (const [name, text] of [
      ['x.parquet', 'PAR1 no'],
      ['y.jsonl', '[1]\n'],
      ['empty.parquet', ''],
    ] as const) /* prettier-ignore */ {
      expect(await readRows(write(name, text), { columns: ['x'], limit: 2 }), name).toHaveProperty('problem');
    }
    write('delta/_delta_log/0.json', '{}');
    write('delta/1.csv', 'x\n1\n');
    expect(await readRows(join(folder, 'delta'), { columns: ['x'], limit: 2 })).toMatchObject({
      problem: expect.stringContaining('log of its own') as string,
    });
    const gone = { columns: ['x'], limit: 2, signal: AbortSignal.abort(new Error('left')) };
    await expect(readRows(join(folder, 'a/1.csv'), gone)).rejects.toThrow();
  });
});
