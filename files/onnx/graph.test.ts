import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concat, header, message } from '../../bench/fixtures/protobuf-writer.ts';
import { splitmix64 } from '../../bench/inputs/splitmix64.ts';
import { inspectGraph } from '../../cli/inspect/inspection.ts';
import { lstm, transformerBlock } from '../../test/models/made-models.ts';
import { integers, modelFile, node, value, weight } from '../../test/models/onnx-writer.ts';
import { estimateFlops } from './flops.ts';
import { allNodes, memorySource, readGraph, type Graph } from './index.ts';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../bench/fixtures/${name}`, import.meta.url)));

async function graphOf(bytes: Uint8Array): Promise<Graph> {
  const read = await readGraph(memorySource(bytes));
  if ('problem' in read) throw new Error(`${read.problem.code}: ${read.problem.message}`);
  return read.graph;
}

describe('the graph of a file', () => {
  it('has nodes, weights with their sizes, and what is small with its numbers', async () => {
    const graph = await graphOf(fixture('tokens.onnx'));
    expect(graph.nodes[0]).toMatchObject({ operator: 'Gather', domain: 'ai.onnx', inputs: ['table', 'ids'] });
    expect(graph.initializers.get('last')).toEqual({ dtype: 'int64', dimensions: [1], values: [2] });
    expect(graph.initializers.get('table')).toMatchObject({ dimensions: [16, 4] });
    expect(graph.nodes[4]!.attributes.get('axes')).toEqual([1]);
    expect(graph.outputs).toEqual(['result']);
  });

  it('has the bodies of loops', async () => {
    const graph = await graphOf(fixture('endless.onnx'));
    expect(graph.nodes.map(({ operator }) => operator)).toEqual(['Loop']);
    const inside = [...allNodes(graph)].filter(([, body]) => body !== graph);
    expect(inside.length).toBeGreaterThan(0);
  });

  it('names the functions of the file', async () => {
    const own = message([25, message([1, 'Scale'], [10, 'com.example'])]);
    const graph = await graphOf(concat([fixture('mlp.onnx'), own]));
    expect([...graph.functions]).toEqual(['com.example.Scale']);
  });

  it('reads numbers in each form that writers use', async () => {
    const typed = message([1, 2], [2, 7], [8, 'typed'], [7, 5], [7, -6]);
    const packed = message([1, 2], [2, 6], [8, 'packed'], [5, Uint8Array.of(1, 2)]);
    const floats = message([1, 1], [2, 1], [8, 'floats'], [4, new Uint8Array(Float32Array.of(0.5).buffer)]);
    const short = message([1, 4], [2, 7], [8, 'short'], [9, new Uint8Array(8)]);
    const graph = await graphOf(
      message([1, 9], [7, message([5, typed], [5, packed], [5, floats], [5, short])], [8, message([2, 17])]),
    );
    expect(graph.initializers.get('typed')!.values).toEqual([5, -6]);
    expect(graph.initializers.get('packed')!.values).toEqual([1, 2]);
    expect(graph.initializers.get('floats')!.values).toEqual([0.5]);
    expect(graph.initializers.get('short')).not.toHaveProperty('values');
  });

  it('of five gigabytes costs kilobytes', async () => {
    const gap = 5 * 2 ** 30;
    const tensor = concat([message([1, gap / 4], [2, 1], [8, 'w']), header(9, gap)]);
    const rest = message([1, node('Relu', ['w'], ['y'])]);
    const start = concat([message([1, 9]), header(7, header(5, tensor.length + gap).length + tensor.length + gap + rest.length), header(5, tensor.length + gap), tensor]); // prettier-ignore
    const end = concat([rest, message([8, message([2, 17])])]);
    let read = 0;
    const graph = await readGraph({
      size: start.length + gap + end.length,
      read(offset, length) {
        read += length;
        const bytes = new Uint8Array(length);
        if (offset < start.length) bytes.set(start.subarray(offset, offset + length));
        const from = Math.max(offset, start.length + gap);
        if (offset + length > from) bytes.set(end.subarray(from - start.length - gap, offset + length - start.length - gap), from - offset); // prettier-ignore
        return Promise.resolve(bytes);
      },
    });
    expect(graph).toMatchObject({ graph: { nodes: [{ operator: 'Relu' }] } });
    expect(read).toBeLessThan(8192);
  });
});

describe('the arithmetic of a graph', () => {
  const flops = async (parts: Parameters<typeof modelFile>[0], shape: readonly number[]) =>
    estimateFlops(await graphOf(modelFile(parts)), new Map([['x', shape]]), new Map());
  const one = (name: string): Uint8Array => value(name, 'float32', ['n']);

  it('follows shapes that the graph computes by itself', async () => {
    // What exporters write for x.view(x.size(0), -1): the size of the first axis, put together with -1.
    const estimate = await flops(
      {
        name: 'view',
        inputs: [value('x', 'float32', ['n', 3, 4])],
        outputs: [one('y')],
        nodes: [
          node('Shape', ['x'], ['shape']),
          node('Gather', ['shape', 'zero'], ['size']),
          node('Unsqueeze', ['size', 'front'], ['first']),
          node('Concat', ['first', 'rest'], ['wanted'], { axis: 0 }),
          node('Reshape', ['x', 'wanted'], ['flat']),
          node('MatMul', ['flat', 'w'], ['y']),
        ],
        weights: [
          weight('zero', 'int64', [], BigInt64Array.of(0n)),
          integers('front', [0]),
          integers('rest', [-1]),
          weight('w', 'float32', [12, 5], new Float32Array(60)),
        ],
      },
      [7, 3, 4],
    );
    expect(estimate).toMatchObject({ flops: 2 * 7 * 12 * 5, counted: 1, unknown: [] });
  });

  it('says which layers it could not count', async () => {
    const estimate = await flops(
      {
        name: 'unknown',
        inputs: [one('x')],
        outputs: [one('y')],
        nodes: [node('NonZero', ['x'], ['places']), node('MatMul', ['places', 'w'], ['y'])],
        weights: [weight('w', 'float32', [2, 2], new Float32Array(4))],
      },
      [9],
    );
    expect(estimate).toMatchObject({ flops: 0, counted: 0, unknown: [{ operator: 'MatMul', nodes: 1 }] });
  });

  it('of broken graphs is none, without an error', async () => {
    const estimate = await flops(
      {
        name: 'broken',
        inputs: [one('x')],
        outputs: [one('y')],
        nodes: [
          node('Concat', ['x', 'x'], ['a'], { axis: 7 }),
          node('Reshape', ['small', 'large'], ['b']),
          node('Transpose', ['b'], ['c'], { perm: [0] }),
          node('MatMul', ['c', 'a'], ['y']),
        ],
        weights: [integers('small', [1, 2]), integers('large', [2 ** 40])],
      },
      [4],
    );
    expect(estimate).toMatchObject({ flops: 0, unknown: [{ operator: 'MatMul' }] });
  });

  it('is found or not, whatever bytes are changed', async () => {
    const random = splitmix64(6n);
    const below = (limit: number): number => Math.floor(random.uniform() * limit);
    let sound = 0;
    for (const whole of [transformerBlock({ width: 12, heads: 2 }), lstm(4, 4), fixture('endless.onnx')]) {
      // Most bytes are weights, where a change means nothing: the changes go to both ends, where the graph is.
      for (let round = 0; round < 150; round++) {
        const bytes = whole.slice();
        for (let change = 0; change <= below(6); change++) {
          const at = below(Math.min(4000, bytes.length));
          bytes[round % 2 === 0 ? at : bytes.length - 1 - at] = below(256);
        }
        const read = await readGraph(memorySource(bytes));
        if ('problem' in read) continue;
        sound++;
        inspectGraph(read.graph, { file: 'x', bytes: bytes.length, batch: 1, dimensions: {} });
      }
    }
    expect(sound).toBeGreaterThan(20);
  });
});
