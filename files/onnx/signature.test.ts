import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concat, header, message } from '../../bench/fixtures/protobuf-writer.ts';
import { splitmix64 } from '../../bench/inputs/splitmix64.ts';
import { memorySource, readSignature, type ByteSource, type FileProblem, type Signature } from './index.ts';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../bench/fixtures/${name}`, import.meta.url)));

async function signatureOf(source: ByteSource | Uint8Array): Promise<Signature> {
  const read = await readSignature(source instanceof Uint8Array ? memorySource(source) : source);
  if ('problem' in read) throw new Error(`${read.problem.code}: ${read.problem.message}`);
  return read.signature;
}

async function problemOf(bytes: Uint8Array): Promise<FileProblem | undefined> {
  const read = await readSignature(memorySource(bytes));
  return 'problem' in read ? read.problem : undefined;
}

const opset = message([2, 17]);
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

describe('the signature of a file by the onnx package', () => {
  it('tells inputs, outputs, operators and weights; weights that are listed as inputs are none', async () => {
    expect(await signatureOf(fixture('mlp.onnx'))).toEqual({
      irVersion: 8,
      opsets: { 'ai.onnx': 17 },
      producer: { name: 'tenon-fixtures', version: '1' },
      graphName: 'mlp',
      inputs: [{ name: 'features', kind: 'tensor', dtype: 'float32', shape: ['batch', 13] }],
      outputs: [{ name: 'probability', kind: 'tensor', dtype: 'float32', shape: ['batch', 1] }],
      operators: { 'ai.onnx': { Gemm: 2, Relu: 1, Sigmoid: 1 } },
      initializers: 4,
      parameters: 481,
      weightBytes: { float32: 1924 },
      externalData: [],
    });
  });

  it('tells scalars from unknown ranks, and values that are no tensors', async () => {
    const { inputs, outputs, opsets, operators } = await signatureOf(fixture('shapes.onnx'));
    expect(inputs).toEqual([
      { name: 'scalar', kind: 'tensor', dtype: 'float64', shape: [] },
      { name: 'any_rank', kind: 'tensor', dtype: 'string', shape: undefined },
      { name: 'unnamed', kind: 'tensor', dtype: 'bfloat16', shape: [null, 3, 'n'] },
      { name: 'eight', kind: 'tensor', dtype: 'float8e4m3fn', shape: [4] },
      { name: 'maybe', kind: 'optional', dtype: 'optional(float32)', shape: undefined },
    ]);
    expect(outputs[0]).toEqual({
      name: 'list',
      kind: 'sequence',
      dtype: 'sequence(int64)',
      shape: undefined,
    });
    expect(opsets).toEqual({ 'ai.onnx': 17, 'com.example': 3 });
    expect(operators).toEqual({ 'ai.onnx': { Identity: 1 }, 'com.example': { Mystery: 1 } });
  });

  it('does not descend into the body of a loop', async () => {
    expect((await signatureOf(fixture('endless.onnx'))).operators).toEqual({ 'ai.onnx': { Loop: 1 } });
  });

  it('tells where external weights lie', async () => {
    const { externalData } = await signatureOf(fixture('external.onnx'));
    expect(externalData).toEqual([{ tensor: 'w', location: 'external.bin', offset: 64, length: 128 }]);
  });
});

describe('unusual but legal files', () => {
  it('may have their fields in any order, packed dimensions and negative sizes', async () => {
    const size = message([1, message([1, -1])], [1, message([1, 2 ** 40])]);
    const value = message([2, message([1, message([2, size], [1, 7])])], [1, 'x']);
    const tensor = message([9, new Uint8Array(12)], [2, 1], [8, 'w'], [1, Uint8Array.of(3, 1)]);
    const graph = message([11, value], [5, tensor]);
    const signature = await signatureOf(message([8, opset], [7, graph], [1, 9]));
    expect(signature.inputs[0]).toMatchObject({ dtype: 'int64', shape: [null, 2 ** 40] });
    expect(signature).toMatchObject({ parameters: 3, weightBytes: { float32: 12 } });
  });

  it('count half bytes, text and sparse weights', async () => {
    const int4 = message([1, 5], [2, 22], [8, 'a']);
    const words = message([1, 2], [2, 8], [6, 'ab'], [6, 'cde'], [8, 'b']);
    const sparse = message([1, message([1, 4], [2, 1], [8, 'c'])], [2, message([1, 4], [2, 7])]);
    const signature = await signatureOf(
      message([1, 9], [7, message([5, int4], [5, words], [15, sparse])], [8, opset]),
    );
    expect(signature.weightBytes).toEqual({ float32: 16, int4: 3, string: 5 });
    expect(signature.initializers).toBe(3);
  });

  it('may be larger than 4 GB, of which next to nothing is read', async () => {
    const gap = 5 * 2 ** 30;
    const tensor = [message([1, gap / 4], [2, 1], [8, 'w']), header(9, gap)] as const;
    const tensorBytes = tensor[0].length + tensor[1].length + gap;
    const after = message([12, message([1, 'y'])]);
    const before = concat([header(5, tensorBytes), ...tensor]);
    const graphBytes = before.length + gap + after.length;
    const start = concat([message([1, 9]), header(7, graphBytes), before]);
    const end = concat([after, message([8, opset])]);
    const { source, bytesRead } = sparseSource(start, gap, end);
    const signature = await signatureOf(source);
    expect(signature).toMatchObject({ parameters: gap / 4, weightBytes: { float32: gap } });
    expect(signature.outputs[0]?.name).toBe('y');
    expect(bytesRead()).toBeLessThan(4096);
  });
});

describe('files that are no sound models', () => {
  it.each([
    ['empty', new Uint8Array(0)],
    ['git-lfs-pointer', text('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n')],
    ['not-onnx', text('{"model": true}')],
    ['not-onnx', text('<!DOCTYPE html><html></html>')],
    ['not-onnx', text('PK\u0003\u0004 an archive')],
    ['not-onnx', text('\n')],
    ['not-onnx', text('"""A Python file that starts like a field of 34 bytes."""\nimport os\n')],
    ['not-onnx', new Uint8Array(1000)],
    ['truncated', message([1, 9], [2, 'pytorch'])],
    ['truncated', message([1, 9], [7, message([2, 'no opset'])])],
    ['damaged', message([1, 9], [7, header(5, 1000)], [8, opset], [6, 'x'.repeat(2000)])],
    ['damaged', message([1, 9], [7, message([5, message([1, -4])])])],
    ['damaged', message([1, 9], [7, Uint8Array.of(0x0b)])],
    ['damaged', concat([message([1, 9]), new Uint8Array(12).fill(0xff)])],
    ['too-large', message([1, 9], [2, 'x'.repeat(1024 * 1024 + 1)])],
    ['too-large', message([1, 9], [7, message([11, message([2, nestedType(100)])])])],
  ])('are called %s', async (code, bytes) => {
    const problem = await problemOf(bytes);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toMatch(/\.$/);
    expect(problem?.hint).toMatch(/\.$/);
  });

  it.each(['mlp.onnx', 'tokens.onnx', 'external.onnx'])('%s cut at any byte is cut', async (name) => {
    const whole = fixture(name);
    for (let length = 1; length < whole.length; length++) {
      const problem = await problemOf(whole.subarray(0, length));
      expect(problem?.code, `${length} bytes`).toBe(length === 1 ? 'not-onnx' : 'truncated');
    }
  });

  it('never throw, whatever bytes are changed', async () => {
    const random = splitmix64(2026n);
    const outcomes = new Set<string>();
    for (const name of ['mlp.onnx', 'tokens.onnx', 'shapes.onnx', 'external.onnx', 'endless.onnx']) {
      for (let round = 0; round < 120; round++) {
        outcomes.add((await problemOf(mutate(fixture(name), random)))?.code ?? 'sound');
      }
    }
    expect(outcomes).toContain('sound');
    expect(outcomes).toContain('damaged');
  });

  it('that cannot be read are a problem', async () => {
    const source = { size: 10, read: () => Promise.reject(new Error('EIO')) };
    expect(await readSignature(source)).toMatchObject({ problem: { code: 'unreadable' } });
  });

  it('that become shorter while they are read are cut', async () => {
    const bytes = fixture('mlp.onnx');
    const source = { ...memorySource(bytes.subarray(0, 700)), size: bytes.length };
    expect(await readSignature(source)).toMatchObject({ problem: { code: 'truncated' } });
  });
});

it('stops when it is cancelled', async () => {
  const reason = new Error('not wanted any more');
  const options = { signal: AbortSignal.abort(reason) };
  await expect(readSignature(memorySource(fixture('mlp.onnx')), options)).rejects.toBe(reason);
});

/** `optional(optional(… tensor))` */
function nestedType(levels: number): Uint8Array {
  let type = message([1, message([1, 1])]);
  for (let level = 0; level < levels; level++) type = message([9, message([1, type])]);
  return type;
}

/** A file whose middle is zeros that exist only when they are read. */
function sparseSource(start: Uint8Array, gap: number, end: Uint8Array) {
  let total = 0;
  const source: ByteSource = {
    size: start.length + gap + end.length,
    read(offset, length) {
      total += length;
      const bytes = new Uint8Array(Math.min(length, source.size - offset));
      copyInto(bytes, offset, start, 0);
      copyInto(bytes, offset, end, start.length + gap);
      return Promise.resolve(bytes);
    },
  };
  return { source, bytesRead: () => total };
}

function copyInto(bytes: Uint8Array, offset: number, part: Uint8Array, at: number): void {
  const from = Math.max(offset, at);
  const to = Math.min(offset + bytes.length, at + part.length);
  if (from < to) bytes.set(part.subarray(from - at, to - at), from - offset);
}

function mutate(bytes: Uint8Array, random: ReturnType<typeof splitmix64>): Uint8Array {
  const below = (limit: number): number => Math.floor(random.uniform() * limit);
  const copy = bytes.slice();
  for (let change = 0; change <= below(8); change++) copy[below(copy.length)] = below(256);
  const cut = below(copy.length);
  const kind = below(4);
  if (kind === 0) return concat([copy.subarray(0, cut), copy.subarray(cut + 1 + below(20))]);
  if (kind === 1) return concat([copy.subarray(0, cut), copy.subarray(0, below(40)), copy.subarray(cut)]);
  return copy;
}
