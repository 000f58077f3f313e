import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../kit/run-process.ts';
import { toolEnvironment } from '../python/tool-environment.ts';
import { describeWithTool } from '../testing/describe-with-tool.ts';
import { tool } from '../tools/triton.ts';
import { startTriton, type TritonServer } from './triton-server.ts';

/** Models that give back their input: element type and shape as given in `models`. */
const makeModels = `
import json, sys
from onnx import TensorProto, helper, save
for path, (kind, shape) in json.load(sys.stdin).items():
    x, y = (helper.make_tensor_value_info(name, getattr(TensorProto, kind), shape) for name in 'xy')
    graph = helper.make_graph([helper.make_node('Identity', ['x'], ['y'])], 'same', [x], [y])
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], ir_version=9), path)
`;

interface Model {
  readonly element: [kind: string, shape: (number | string)[]];
  readonly config: string;
}

const tensors = (type: string, dims: string): string =>
  ['input', 'output']
    .map(
      (side, index) =>
        `${side} [ { name: "${'xy'[index] ?? ''}" data_type: TYPE_${type} dims: [ ${dims} ] } ]`,
    )
    .join('\n');

const onnxruntime = 'backend: "onnxruntime"';
const models: Record<string, Model> = {
  text: {
    element: ['STRING', ['n', 2]],
    config: `${onnxruntime} max_batch_size: 4 ${tensors('STRING', '2')}`,
  },
  half: {
    element: ['FLOAT16', ['n', 2]],
    config: `${onnxruntime} max_batch_size: 4 ${tensors('FP16', '2')}`,
  },
  truth: { element: ['BOOL', ['n', 2]], config: `${onnxruntime} max_batch_size: 4 ${tensors('BOOL', '2')}` },
  unbatched: { element: ['INT64', [2, 2]], config: `${onnxruntime} ${tensors('INT64', '2, 2')}` },
  platform: {
    element: ['DOUBLE', ['n', 2]],
    config: `platform: "onnxruntime_onnx" max_batch_size: 4 ${tensors('FP64', '2')} response_cache { enable: true }
      model_warmup [ { name: "w" batch_size: 2 inputs { key: "x" value { data_type: TYPE_FP64 dims: [ 2 ] zero_data: true } } } ]
      instance_group [ { count: 2 kind: KIND_CPU } ]`,
  },
  reshaped: {
    element: ['FLOAT', ['n']],
    config: `${onnxruntime} max_batch_size: 4
      input [ { name: "x" data_type: TYPE_FP32 dims: [ 1 ] reshape { shape: [ ] } } ]
      output [ { name: "y" data_type: TYPE_FP32 dims: [ 1 ] reshape { shape: [ ] } } ]`,
  },
  completed: { element: ['FLOAT', ['n', 3]], config: '' },
  still: { element: ['FLOAT', [1, 3]], config: `${onnxruntime} max_batch_size: 4 ${tensors('FP32', '3')}` },
  mistyped: {
    element: ['FLOAT', ['n', 3]],
    config: `${onnxruntime} max_batch_size: 4 ${tensors('INT32', '3')}`,
  },
};

const ensemble = `platform: "ensemble" max_batch_size: 4
input [ { name: "in" data_type: TYPE_FP16 dims: [ 2 ] } ]
output [ { name: "out" data_type: TYPE_FP16 dims: [ 2 ] } ]
ensemble_scheduling { step [
  { model_name: "half" model_version: -1 input_map { key: "x" value: "in" } output_map { key: "y" value: "middle" } },
  { model_name: "half" model_version: -1 input_map { key: "x" value: "middle" } output_map { key: "y" value: "out" } }
] }`;

await describeWithTool('onnxruntime stand-in', tool, (installation) => {
  let repository: string;
  let server: TritonServer;

  beforeAll(async () => {
    repository = await mkdtemp(join(tmpdir(), 'tenon-shim-'));
    const files: Record<string, Model['element']> = {};
    for (const [name, model] of Object.entries(models)) {
      await mkdir(join(repository, name, '1'), { recursive: true });
      await writeFile(join(repository, name, 'config.pbtxt'), model.config);
      files[join(repository, name, '1/model.onnx')] = model.element;
    }
    await rm(join(repository, 'completed/config.pbtxt'));
    await mkdir(join(repository, 'chain/1'), { recursive: true });
    await writeFile(join(repository, 'chain/config.pbtxt'), ensemble);
    const input = JSON.stringify(files);
    expect(
      await run(installation.python, ['-c', makeModels], { env: toolEnvironment(), input }),
    ).toMatchObject({
      code: 0,
    });
    const args = ['--cache-config', 'local,size=16777216'];
    server = await startTriton({ installation, repository, autoComplete: true, args });
  }, 120_000);

  afterAll(async () => {
    await server?.stop();
    await rm(repository, { recursive: true, force: true });
  }, 60_000);

  it.each([
    ['text', 'BYTES', [1, 2], ['a', 'ü']],
    ['truth', 'BOOL', [1, 2], [true, false]],
    ['unbatched', 'INT64', [2, 2], [1, 2, 3, 4]],
    ['platform', 'FP64', [3, 2], [1, 2, 3, 4, 5, 6]],
    ['reshaped', 'FP32', [2, 1], [1, 2]],
    ['completed', 'FP32', [1, 3], [1, 2, 3]],
  ])('gives back what %s was given', async (model, datatype, shape, data) => {
    expect(await server.load(model)).toEqual({ ok: true });
    await server.waitReady([model]);
    const reply = await server.infer(model, { inputs: [{ name: 'x', shape, datatype, data }] });
    expect(reply).toMatchObject({ ok: true, outputs: [{ name: 'y', datatype, shape, data }] });
  });

  it('runs an ensemble', async () => {
    // JSON has no form for FP16, so its bytes go through tritonclient.
    expect(await server.load('chain')).toEqual({ ok: true });
    await server.waitReady(['chain']);
    const script = `
import sys, numpy as np, tritonclient.http as client
request = client.InferInput('in', [1, 2], 'FP16')
request.set_data_from_numpy(np.array([[1.5, 2]], np.float16))
print(client.InferenceServerClient(sys.argv[1]).infer('chain', [request]).as_numpy('out').tolist())`;
    const args = ['-c', script, server.httpUrl.replace('http://', '')];
    const result = await run(installation.python, args, { env: toolEnvironment() });
    expect(result).toMatchObject({ code: 0, stdout: '[[1.5, 2.0]]\n' });
  });

  it('completes a missing configuration as the C++ backend does', async () => {
    expect(await server.load('completed')).toEqual({ ok: true });
    expect(await server.get('/v2/models/completed/config')).toMatchObject({
      max_batch_size: 4,
      input: [{ name: 'x', data_type: 'TYPE_FP32', dims: [3] }],
      output: [{ name: 'y', data_type: 'TYPE_FP32', dims: [3] }],
      dynamic_batching: {},
    });
  });

  it.each([
    ['still', 'the first dimension must be -1; but shape expected by the model is [1,3]'],
    ['mistyped', "configuration expects datatype TYPE_INT32 for input 'x', model provides TYPE_FP32"],
  ])('refuses %s', async (model, words) => {
    expect(await server.load(model)).toMatchObject({
      ok: false,
      by: 'onnxruntime-shim',
      message: expect.stringContaining(words) as string,
    });
  });
});
