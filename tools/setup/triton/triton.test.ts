import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../kit/run-process.ts';
import { toolEnvironment } from '../python/tool-environment.ts';
import { describeWithTool } from '../testing/describe-with-tool.ts';
import { tool } from '../tools/triton.ts';
import { startTriton, type TritonServer } from './triton-server.ts';

const makeModel = `
import sys
from onnx import TensorProto, helper, save
x = helper.make_tensor_value_info('x', TensorProto.FLOAT, ['batch', 3])
y = helper.make_tensor_value_info('y', TensorProto.FLOAT, ['batch', 3])
two = helper.make_tensor('two', TensorProto.FLOAT, [1], [2.0])
graph = helper.make_graph([helper.make_node('Mul', ['x', 'two'], ['y'])], 'doubled', [x], [y], [two])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], ir_version=9)
for path in sys.argv[1:]: save(model, path)
`;

const askOverGrpc = `
import sys, json, numpy as np, tritonclient.grpc as client
connection = client.InferenceServerClient(sys.argv[1])
request = client.InferInput('x', [2, 3], 'FP32')
request.set_data_from_numpy(np.array([[1, 2, 3], [4, 5, 6]], np.float32))
print(json.dumps(connection.infer('doubled', [request]).as_numpy('y').tolist()))
`;

const config = (name: string, dims: string, extra = ''): string => `name: "${name}"
backend: "onnxruntime"
max_batch_size: 8
input [ { name: "x" data_type: TYPE_FP32 dims: [ ${dims} ] } ]
output [ { name: "y" data_type: TYPE_FP32 dims: [ 3 ] } ]
instance_group [ { count: 1 kind: KIND_CPU } ]
${extra}`;

const models: Record<string, string> = {
  doubled: config('doubled', '3', 'dynamic_batching { max_queue_delay_microseconds: 20000 }'),
  wide: config('wide', '4'),
  misnamed: config('another_name', '3'),
  unknown_field: config('unknown_field', '3', 'no_such_field: 1'),
};

await describeWithTool('triton', tool, (installation) => {
  let repository: string;
  let server: TritonServer;

  beforeAll(async () => {
    repository = await mkdtemp(join(tmpdir(), 'tenon-triton-'));
    const files: string[] = [];
    for (const [name, text] of Object.entries(models)) {
      await mkdir(join(repository, name, '1'), { recursive: true });
      await writeFile(join(repository, name, 'config.pbtxt'), text);
      files.push(join(repository, name, '1/model.onnx'));
    }
    const made = await run(installation.python, ['-c', makeModel, ...files], { env: toolEnvironment() });
    expect(made).toMatchObject({ code: 0 });
    server = await startTriton({ installation, repository });
  }, 120_000);

  afterAll(async () => {
    await server?.stop();
    await rm(repository, { recursive: true, force: true });
  }, 60_000);

  it('serves a model over HTTP and gRPC', async () => {
    expect(await server.load('doubled')).toEqual({ ok: true });
    await server.waitReady(['doubled']);
    const request = { inputs: [{ name: 'x', shape: [1, 3], datatype: 'FP32', data: [1, 2, 3] }] };
    const reply = await server.infer('doubled', request);
    expect(reply).toMatchObject({ ok: true, outputs: [{ name: 'y', shape: [1, 3], data: [2, 4, 6] }] });
    const grpc = await run(installation.python, ['-c', askOverGrpc, server.grpcAddress], {
      env: toolEnvironment(),
    });
    expect(grpc).toMatchObject({ code: 0 });
    expect(JSON.parse(grpc.stdout)).toEqual([
      [2, 4, 6],
      [8, 10, 12],
    ]);
  }, 60_000);

  it('runs waiting requests together', async () => {
    expect(await server.load('doubled')).toEqual({ ok: true });
    const before = await counts(server);
    const requests = Array.from({ length: 100 }, (_, index) =>
      server.infer('doubled', {
        inputs: [{ name: 'x', shape: [1, 3], datatype: 'FP32', data: [index, 0, 0] }],
      }),
    );
    for (const [index, reply] of (await Promise.all(requests)).entries()) {
      expect(reply).toMatchObject({ ok: true, outputs: [{ data: [2 * index, 0, 0] }] });
    }
    const after = await counts(server);
    expect(after.inferences - before.inferences).toBe(100);
    expect(after.executions - before.executions).toBeLessThan(100);
  }, 60_000);

  it('says whose refusal it is', async () => {
    expect(await server.load('wide')).toMatchObject({
      ok: false,
      by: 'onnxruntime-shim',
      message: expect.stringContaining('the model expects 2 dimensions (shape [-1,3])') as string,
    });
    expect(await server.load('misnamed')).toMatchObject({ ok: false, by: 'triton' });
    expect(await server.load('unknown_field')).toMatchObject({ ok: false, by: 'triton' });
    // The place of the fault is only on stderr, which comes on its own time.
    await expect.poll(() => server.logs(), { timeout: 20_000 }).toContain('no_such_field');
  }, 60_000);

  it('takes a configuration from the caller in place of the one on disk', async () => {
    const dimensions = (size: string): object[] => [{ name: 'x', data_type: 'TYPE_FP32', dims: [size] }];
    const output = [{ name: 'y', data_type: 'TYPE_FP32', dims: ['3'] }];
    const base = { name: 'wide', backend: 'onnxruntime', max_batch_size: 8, output };
    const cpu = { instance_group: [{ count: 1, kind: 'KIND_CPU' }] };
    expect(await server.load('wide', { ...base, ...cpu, input: dimensions('3') })).toEqual({ ok: true });
  }, 60_000);
});

async function counts(server: TritonServer): Promise<{ inferences: number; executions: number }> {
  const answer = (await server.get('/v2/models/doubled/stats')) as {
    model_stats: { inference_count: number; execution_count: number }[];
  };
  const [stats] = answer.model_stats;
  return { inferences: stats?.inference_count ?? 0, executions: stats?.execution_count ?? 0 };
}
