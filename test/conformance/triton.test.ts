import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify, withServer } from '../../targets/triton/acceptance.ts';
import { run } from '../../tools/setup/kit/run-process.ts';
import { toolEnvironment } from '../../tools/setup/python/tool-environment.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool } from '../../tools/setup/tools/triton.ts';
import { acceptanceRecord } from './acceptance-record.ts';
import type { TritonServer } from '../../tools/setup/triton/triton-server.ts';
import { generateProject } from './triton/generate-project.ts';

const root = join(import.meta.dirname, '../..');
const PROJECTS = {
  flights: { folder: join(root, 'examples/flights'), deployment: 'flights_dev' },
  digits: { folder: join(root, 'examples/digits'), deployment: 'digits_dev' },
  'case-digits': { folder: join(root, 'targets/triton/cases/digits/input'), deployment: 'digits_dev' },
  'case-fraud': { folder: join(root, 'targets/triton/cases/fraud/input'), deployment: 'fraud_prod' },
  'case-speech': { folder: join(root, 'targets/triton/cases/speech/input'), deployment: 'voice_dev' },
  'case-tuned': { folder: join(root, 'targets/triton/cases/tuned/input'), deployment: 'scores_prod' },
  'case-measured': { folder: join(root, 'targets/triton/cases/measured/input'), deployment: 'scores_prod' },
} as const;
type ProjectName = keyof typeof PROJECTS;

const TOLERANCE = 1e-5;

await describeWithTool('triton', tool, (installation) => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenon-conformance-'));
    for (const [name, project] of Object.entries(PROJECTS)) {
      await generateProject(project.folder, project.deployment, join(folder, name));
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Largest differences between the server's answers and those of ONNX Runtime; see triton/infer.py. */
  async function infer(server: TritonServer, ...rest: readonly string[]): Promise<Inference> {
    const script = join(import.meta.dirname, 'triton/infer.py');
    const address = server.httpUrl.replace('http://', '');
    const result = await run(installation.python, [script, address, server.grpcAddress, ...rest], {
      env: toolEnvironment(),
    });
    expect(result).toMatchObject({ code: 0 });
    return JSON.parse(result.stdout) as Inference;
  }

  function expectEqual(answer: Inference, shape: readonly number[]): void {
    expect(answer.shapes).toEqual({ http: shape, grpc: shape });
    expect(answer.spread).toBeGreaterThan(100 * TOLERANCE);
    expect(answer.differences.http).toBeLessThan(TOLERANCE);
    expect(answer.differences.grpc).toBeLessThan(TOLERANCE);
  }

  it.each(Object.keys(PROJECTS) as ProjectName[])(
    'accepts %s',
    async (name) => expect(await verify(join(folder, name), { installation })).toEqual([]),
    120_000,
  );

  it('answers as ONNX Runtime does for the flights model', async () => {
    await withServer(join(folder, 'flights'), { installation }, async (server) => {
      expect(await server.load('late_net')).toEqual({ ok: true });
      const onnx = join(PROJECTS.flights.folder, 'models/late_net.onnx');
      expectEqual(await infer(server, 'late_net', 'features', 'score', 'float32', '7x13', onnx), [7, 1]);
    });
  }, 120_000);

  it('answers as ONNX Runtime does for the digits ensemble, and batches requests', async () => {
    await withServer(join(folder, 'digits'), { installation }, async (server) => {
      expect(await server.load('reader')).toEqual({ ok: true });
      const onnx = ['normalise', 'digits'].map((name) => join(PROJECTS.digits.folder, `models/${name}.onnx`));
      expectEqual(
        await infer(server, 'reader', 'pixels', 'probabilities', 'uint8', '5x8x8', ...onnx),
        [5, 10],
      );

      const before = await runs(server, 'digits_net');
      const requests = Array.from({ length: 300 }, (_, index) =>
        server.infer('reader', {
          inputs: [
            {
              name: 'pixels',
              shape: [1, 8, 8],
              datatype: 'UINT8',
              data: Array.from({ length: 64 }, (__, pixel) => (pixel + index) % 17),
            },
          ],
        }),
      );
      for (const reply of await Promise.all(requests)) expect(reply).toMatchObject({ ok: true });
      const after = await runs(server, 'digits_net');
      expect(after.inferences - before.inferences).toBe(300);
      expect(after.executions - before.executions).toBeLessThan(250);
    });
  }, 120_000);

  it('loads two versions, warms them up and answers with each', async () => {
    await withServer(join(folder, 'case-fraud'), { installation }, async (server) => {
      expect(await server.load('fraud_net')).toEqual({ ok: true });
      expect((await configOf(server, 'fraud_net'))['response_cache']).toEqual({ enable: true });
      const request = { inputs: [{ name: 'features', shape: [1, 3], datatype: 'FP32', data: [0, 0, 0] }] };
      for (const version of ['4', '5']) {
        expect(await server.infer('fraud_net', request, version)).toMatchObject({
          ok: true,
          outputs: [{ data: [0.5] }],
        });
      }
    });
  }, 120_000);

  it('serves texts and tensors without a batch', async () => {
    await withServer(join(folder, 'case-speech'), { installation }, async (server) => {
      expect(await server.load('label')).toEqual({ ok: true });
      const inputs = [{ name: 'words', shape: [2], datatype: 'BYTES', data: ['spät', '遅れ'] }];
      const reply = await server.infer('label', { inputs });
      expect(reply).toMatchObject({ ok: true, outputs: [{ shape: [2], data: ['spät', '遅れ'] }] });
    });
  }, 120_000);

  it('serves a model as it was measured', async () => {
    await withServer(join(folder, 'case-measured'), { installation }, async (server) => {
      expect(await server.load('open_net')).toEqual({ ok: true });
      // What the server made of the file, not what stands in it.
      expect(await configOf(server, 'open_net')).toMatchObject({
        max_batch_size: 16,
        dynamic_batching: { preferred_batch_size: [8], max_queue_delay_microseconds: 9000 },
        instance_group: [{ count: 2, kind: 'KIND_CPU' }],
        parameters: { intra_op_thread_count: { string_value: '2' } },
      });
      expect(await server.load('vision_net')).toEqual({ ok: true });
      expect(await configOf(server, 'vision_net')).toMatchObject({
        optimization: { execution_accelerators: { gpu_execution_accelerator: [{ name: 'tensorrt' }] } },
        model_warmup: [{ name: 'zeros', batch_size: 1 }],
      });
      // It has no timeout, which a slow machine would run into.
      expect(await server.load('imported_net')).toEqual({ ok: true });
      const before = await runs(server, 'imported_net');
      const data = [0, 0, 0];
      const request = { inputs: [{ name: 'features', shape: [1, 3], datatype: 'FP32', data }] };
      const replies = await Promise.all(
        Array.from({ length: 100 }, () => server.infer('imported_net', request)),
      );
      for (const reply of replies) expect(reply).toMatchObject({ ok: true, outputs: [{ data: [0.5] }] });
      const after = await runs(server, 'imported_net');
      expect(after.inferences - before.inferences).toBe(100);
      expect(after.executions - before.executions).toBeLessThan(90);
    });
  }, 120_000);

  const mutants: readonly Mutant[] = [
    { what: 'wrong dims', model: 'digits_net', from: 'dims: [ 10 ]', to: 'dims: [ 11 ]', by: ['shim'] },
    {
      what: 'the batch axis inside dims',
      model: 'digits_net',
      from: 'dims: [ 1, 8, 8 ]',
      to: 'dims: [ -1, 1, 8, 8 ]',
      by: ['shim'],
    },
    {
      what: 'an unknown field',
      model: 'digits_net',
      from: 'max_batch_size:',
      to: 'max_batch:',
      by: ['schema', 'triton'],
    },
    {
      what: 'a negative batch size',
      model: 'digits_net',
      from: 'max_batch_size: 32',
      to: 'max_batch_size: -1',
      by: ['triton'],
    },
    {
      what: 'another element type of an ensemble',
      model: 'reader',
      from: 'TYPE_UINT8',
      to: 'TYPE_FP32',
      by: ['triton'],
    },
    {
      what: 'an unconnected step',
      model: 'reader',
      from: 'value: "image"',
      to: 'value: "picture"',
      by: ['triton'],
    },
  ];
  const refused = acceptanceRecord('triton', 'Triton Inference Server 2.51.0', mutants.length);
  it.each(mutants)(
    'refuses $what',
    async ({ what, model, from, to, by }) => {
      const repository = await mkdtemp(join(folder, 'mutant-'));
      // An ensemble needs its models; a model stands alone, which is faster.
      const needed = model === 'reader' ? 'model_repository' : `model_repository/${model}`;
      await cp(join(folder, 'digits', needed), join(repository, needed), { recursive: true });
      const file = `model_repository/${model}/config.pbtxt`;
      const text = await readFile(join(repository, file), 'utf8');
      expect(text).toContain(from);
      await writeFile(join(repository, file), text.replace(from, to));
      const findings = (await verify(repository, { installation })).filter(
        (finding) => finding.file === file,
      );
      expect(findings.map((finding) => finding.by)).toEqual(by);
      const line = text.slice(0, text.indexOf(from)).split('\n').length;
      if (by.includes('schema')) expect(findings[0]?.line).toBe(line);
      refused({ mutant: what, by: by.map((each) => REFUSERS[each]).join(' and ') });
    },
    60_000,
  );
});

/** Who refuses, as it is told to readers: the backend of the tests is not NVIDIA's. */
const REFUSERS = {
  schema: 'the schema of Triton',
  triton: 'the Triton server',
  shim: 'the ONNX Runtime backend of the tests',
} as const;

interface Mutant {
  readonly what: string;
  readonly model: string;
  readonly from: string;
  readonly to: string;
  readonly by: readonly ('schema' | 'triton' | 'shim')[];
}

interface Inference {
  readonly differences: { readonly http: number; readonly grpc: number };
  readonly shapes: { readonly http: readonly number[]; readonly grpc: readonly number[] };
  readonly spread: number;
}

async function runs(
  server: TritonServer,
  model: string,
): Promise<{ inferences: number; executions: number }> {
  const answer = (await server.get(`/v2/models/${model}/stats`)) as {
    readonly model_stats: readonly { readonly inference_count: number; readonly execution_count: number }[];
  };
  const [one] = answer.model_stats;
  return { inferences: one?.inference_count ?? 0, executions: one?.execution_count ?? 0 };
}

async function configOf(server: TritonServer, model: string): Promise<Readonly<Record<string, unknown>>> {
  return (await server.get(`/v2/models/${model}/config`)) as Readonly<Record<string, unknown>>;
}
