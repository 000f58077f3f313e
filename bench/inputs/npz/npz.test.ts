import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Signature } from '../../../files/onnx/index.ts';
import { fillTensors, partsOf } from '../fill-tensors.ts';
import { inputsFor } from '../inputs-for.ts';
import { type InputRequest } from '../planned-inputs.ts';
import { splitmix64 } from '../splitmix64.ts';
import { signatureOf, tensor } from '../testing/signature.ts';
import { readNpy } from './npy.ts';
import { readNpz } from './read-npz.ts';

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tenon npz 数组 '));
afterAll(() => rmSync(folder, { recursive: true }));

/** An array as NumPy writes it, version 1. */
function npy(descr: string, shape: readonly number[], bytes: Uint8Array): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = strToU8(text.padEnd(117) + '\n');
  return Uint8Array.from([0x93, ...strToU8('NUMPY'), 1, 0, header.length, 0, ...header, ...bytes]);
}
const floats = (shape: readonly number[]): Uint8Array => {
  const count = shape.reduce((product, size) => product * size, 1);
  return npy('<f4', shape, new Uint8Array(Float32Array.from({ length: count }, (_, index) => index).buffer));
};
let made = 0;
function file(arrays: Readonly<Record<string, Uint8Array>>): string {
  const path = join(folder, `${made++} 输入.npz`);
  const entries = Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes]);
  writeFileSync(path, zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>));
  return path;
}

describe('arrays written by NumPy', () => {
  it('of all kinds are read row by row', async () => {
    const read = await readNpz(join(fixtures, 'kinds.npz'));
    if ('problem' in read) throw new Error(read.problem.message);
    const { rows, columns, big_endian, half, flags, words, scalar } = Object.fromEntries(read.arrays);
    expect(rows).toEqual({ dtype: 'float32', shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) });
    expect(columns!.data).toEqual(BigInt64Array.from({ length: 24 }, (_, index) => BigInt(index)));
    expect(big_endian).toEqual({ dtype: 'int16', shape: [3], data: Int16Array.of(1, -2, 300) });
    expect(half!.data).toEqual(Uint16Array.of(0x3800, 0xc000));
    expect(flags).toEqual({ dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) });
    expect(words).toEqual({ dtype: 'string', shape: [2], data: ['ab', '数据'] });
    expect(scalar).toEqual({ dtype: 'int64', shape: [], data: BigInt64Array.of(16000n) });
  });

  it('of Python objects or records are refused', async () => {
    for (const [name, words] of [
      ['objects.npz', 'Python objects'],
      ['records.npz', 'records'],
    ] as const) /* prettier-ignore */ {
      const read = await readNpz(join(fixtures, name));
      expect(read).toMatchObject({ problem: { code: 'input/file', message: expect.stringContaining(words) as string } });
    }
  });

  it('that are damaged never throw', async () => {
    const whole = new Uint8Array(readFileSync(join(fixtures, 'kinds.npz')));
    const random = splitmix64(5n);
    const below = (limit: number): number => Math.floor(random.uniform() * limit);
    const path = join(folder, 'damaged.npz');
    const outcomes = new Set<string>();
    for (let round = 0; round < 300; round++) {
      const bytes = whole.slice(0, round % 3 === 0 ? below(whole.length) : whole.length);
      for (let change = 0; change <= below(5); change++) bytes[below(bytes.length)] = below(256);
      writeFileSync(path, bytes);
      outcomes.add(Object.keys(await readNpz(path))[0]!);
    }
    expect([...outcomes].sort()).toEqual(['arrays', 'problem']);
  });

  it('cut at any byte are a problem, never an error', () => {
    const whole = new Uint8Array(readFileSync(join(fixtures, 'rows.npy')));
    for (let length = 0; length < whole.length; length++)
      expect(readNpy(whole.slice(0, length)), `${length} bytes`).toHaveProperty('problem');
  });
});

describe('a file of inputs', () => {
  const two = signatureOf(tensor('x', 'float32', ['batch', 3]), tensor('scale', 'float32', []));

  it('is cut into batches, which are taken in turn; what is left over is said', async () => {
    const path = file({ x: floats([5, 3]), scale: floats([]), other: floats([1]) });
    const planned = await plan(two, { file: path, batch: 2 });
    expect(planned).toMatchObject({ origin: 'file', batch: 2 });
    expect(partsOf(planned.plan.tensors)).toBe(2);
    const [second] = fillTensors(planned.plan.tensors, 42n, 1);
    expect(second).toMatchObject({ shape: [2, 3], data: Float32Array.of(6, 7, 8, 9, 10, 11) });
    expect(planned.notes.join(' ')).toMatch(/4 items of .*The last 1 items .*No input takes other/);
    planned.dispose();
    expect(() => fillTensors(planned.plan.tensors, 42n)).toThrow();
  });

  it('gives its batch when nobody asks for one; an .npy file fills the only input', async () => {
    const planned = await plan(signatureOf(tensor('x', 'float32', ['n', 3])), {
      file: join(fixtures, 'rows.npy'),
    });
    expect(planned).toMatchObject({ batch: 2, plan: { assumed: [], tensors: [{ shape: [2, 3] }] } });
    planned.dispose();
  });

  it.each([
    ['input/name', /no array for input "x"; it has X, scale/, { X: floats([2, 3]), scale: floats([]) }, {}],
    ['input/dtype', /"x" is float32, and its array in .* is float64/, { x: npy('<f8', [2, 3], new Uint8Array(48)), scale: floats([]) }, {}],
    ['input/shape', /has the shape \[batch, 3\], and its array in .* \[2, 4\]/, { x: floats([2, 4]), scale: floats([]) }, {}],
    ['input/shape', /has the shape \[\], and its array in .* \[1\]/, { x: floats([2, 3]), scale: floats([1]) }, {}],
    ['input/shape', /has 2 items, and a batch has 8/, { x: floats([2, 3]), scale: floats([]) }, { batch: 8 }],
    ['input/file', /no NumPy array/, { x: new Uint8Array(40), scale: floats([]) }, {}],
    ['input/file', /which no input takes/, { x: npy('<c8', [1], new Uint8Array(8)), scale: floats([]) }, {}],
  ] as const)('%s: %s', async (code, message, arrays, more) => {
    const outcome = await inputsFor(two, { file: file(arrays), ...more });
    expect(outcome).toMatchObject({ problem: { code, message: expect.stringMatching(message) as string } });
  }); // prettier-ignore

  it('that is missing, empty, a folder, a pointer or no archive is a problem', async () => {
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const paths = [
      join(folder, 'nothing.npz'),
      folder,
      write('empty.npz', ''),
      write('text.npz', 'no archive at all, only words'),
      write('pointer.npz', 'version https://git-lfs.github.com/spec/v1\n'),
      file({}),
    ];
    for (const path of paths)
      expect(await inputsFor(two, { file: path }), path).toMatchObject({ problem: { code: 'input/file' } });
  });

  it('without any items is a problem, and so is a disk that takes nothing', async () => {
    const none = { x: npy('<f4', [0, 3], new Uint8Array(0)), scale: floats([]) };
    expect(await inputsFor(two, { file: file(none) })).toMatchObject({ problem: { code: 'input/shape' } });
    const path = file({ x: floats([2, 3]), scale: floats([]) });
    vi.stubEnv('TMPDIR', join(folder, 'nowhere'));
    const outcome = await inputsFor(two, { file: path });
    vi.unstubAllEnvs();
    expect(outcome).toMatchObject({
      problem: { code: 'input/file', message: expect.stringContaining('cannot be stored') as string },
    });
  });

  it('must agree in its free sizes', async () => {
    const signature = signatureOf(
      tensor('ids', 'float32', ['b', 'seq']),
      tensor('mask', 'float32', ['b', 'seq']),
    );
    const arrays = { ids: floats([2, 4]), mask: floats([2, 5]) };
    expect(await inputsFor(signature, { file: file(arrays) })).toMatchObject({
      problem: { message: expect.stringContaining('"seq" is 4, but 5') as string },
    });
    expect(
      await inputsFor(signature, { file: file({ ids: floats([2, 4]), mask: floats([3, 4]) }) }),
    ).toMatchObject({
      problem: { message: expect.stringContaining('3 items, another input 2') as string },
    });
  });
});

async function plan(signature: Signature, request: InputRequest) {
  const outcome = await inputsFor(signature, request);
  if ('problem' in outcome) throw new Error(outcome.problem.message);
  return outcome;
}
