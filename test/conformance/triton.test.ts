import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SystemElement } from '../../language/model/system.ts';
import { verify, withServer, type Finding } from '../../targets/triton/acceptance.ts';
import * as build from '../../targets/triton/testing/systems.ts';
import { run } from '../../tools/setup/kit/run-process.ts';
import { toolEnvironment } from '../../tools/setup/python/tool-environment.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool } from '../../tools/setup/tools/triton.ts';
import type { TritonServer } from '../../tools/setup/triton/triton-server.ts';
import { factsOf, writeOutput } from './triton/write-output.ts';

const examples = join(import.meta.dirname, '../../examples');
const FILES = {
  'models/late_net.onnx': join(examples, 'flights/models/late_net.onnx'),
  'models/late_net@1.onnx': join(examples, 'flights/models/late_net.onnx'),
  'models/digits.onnx': join(examples, 'digits/models/digits.onnx'),
  'models/normalise.onnx': join(examples, 'digits/models/normalise.onnx'),
};
const TOLERANCE = 1e-5;

/** Two versions behind one service with every setting that a repository carries, instances on the GPU. */
const flights = (): readonly SystemElement[] => {
  const share = (version: string, ratio: number): build.Share => ({
    model: { kind: 'model', qualifiedName: 'shop.late_net', origin: build.at('api', 'traffic') },
    version,
    share: build.given(ratio, 'traffic'),
  });
  return [
    build.model('late_net', { features: 'float32[batch, 13]' }, { score: 'float32[batch, 1]' }),
    build.service('api', {
      serves: [
        build.serving('late_net', {
          ...build.instances(1, 'gpu'),
          ...build.batch(1, 64, '20ms'),
          warmup: { batch: 4, sizes: [], origin: build.at('api', 'serves.warmup') },
          concurrency: build.given(2, 'serves.concurrency'),
        }),
      ],
      traffic: [share('1', 0.9), share('2', 0.1)],
      timeout: build.given(build.quantity('2s'), 'timeout'),
      cache: { origin: build.at('api', 'cache') },
    }),
  ];
};

await describeWithTool('triton', tool, (installation) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenon-conformance-'));
    await generated('flights', flights());
    await generated('digits', build.digits({}, build.batch(1, 64, '20ms')));
    await generated('whole', build.digits({}, {}));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function generated(name: string, elements: readonly SystemElement[]): Promise<void> {
    const result = build.generate(elements, await factsOf(FILES));
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    await writeOutput(join(folder, name), result, FILES);
  }

  async function infer(server: TritonServer, ...rest: readonly string[]): Promise<Inference> {
    const script = join(import.meta.dirname, 'triton/infer.py');
    const address = server.httpUrl.replace('http://', '');
    const result = await run(installation.python, [script, address, server.grpcAddress, ...rest], { env: toolEnvironment() });
    expect(result).toMatchObject({ code: 0 });
    return JSON.parse(result.stdout) as Inference;
  }

  it('serves the flights model with the results of ONNX Runtime', async () => {
    const repository = join(folder, 'flights');
    expect(await verify(repository, { installation })).toEqual([]);
    await withServer(repository, { installation }, async (server) => {
      expect(await server.load('late_net')).toEqual({ ok: true });
      const answer = await infer(server, 'late_net', 'features', 'score', 'float32', '7x13', FILES['models/late_net.onnx']);
      expect(answer.shapes).toEqual({ http: [7, 1], grpc: [7, 1] });
      expect(answer.spread).toBeGreaterThan(100 * TOLERANCE);
      expect(answer.differences.http).toBeLessThan(TOLERANCE);
      expect(answer.differences.grpc).toBeLessThan(TOLERANCE);
      const statistics = await stats(server, 'late_net');
      expect(statistics.map(({ version }) => version)).toEqual(['1', '2']);
      expect((await settings(server, 'late_net')).response_cache).toEqual({ enable: true });
    });
  }, 120_000);

  it('serves the digits ensemble with the results of ONNX Runtime, and batches requests', async () => {
    const repository = join(folder, 'digits');
    expect(await verify(repository, { installation })).toEqual([]);
    await withServer(repository, { installation }, async (server) => {
      expect(await server.load('api')).toEqual({ ok: true });
      const onnx = [FILES['models/normalise.onnx'], FILES['models/digits.onnx']];
      const answer = await infer(server, 'api', 'pixels', 'probabilities', 'uint8', '5x8x8', ...onnx);
      expect(answer.shapes).toEqual({ http: [5, 10], grpc: [5, 10] });
      expect(answer.spread).toBeGreaterThan(100 * TOLERANCE);
      expect(answer.differences.http).toBeLessThan(TOLERANCE);
      expect(answer.differences.grpc).toBeLessThan(TOLERANCE);

      const before = await runs(server, 'digits');
      const requests = Array.from({ length: 200 }, (_, index) =>
        server.infer('api', {
          inputs: [{ name: 'pixels', shape: [1, 8, 8], datatype: 'UINT8', data: Array.from({ length: 64 }, (__, at) => (at + index) % 17) }],
        }),
      );
      for (const reply of await Promise.all(requests)) expect(reply).toMatchObject({ ok: true });
      const after = await runs(server, 'digits');
      expect(after.inferences - before.inferences).toBe(200);
      expect(after.executions - before.executions).toBeLessThan(150);
    });
  }, 120_000);

  it('serves whole tensors when no batch is declared', async () => {
    const repository = join(folder, 'whole');
    expect(await verify(repository, { installation })).toEqual([]);
    await withServer(repository, { installation }, async (server) => {
      expect(await server.load('api')).toEqual({ ok: true });
      const onnx = [FILES['models/normalise.onnx'], FILES['models/digits.onnx']];
      const answer = await infer(server, 'api', 'pixels', 'probabilities', 'uint8', '3x8x8', ...onnx);
      expect(Math.max(answer.differences.http, answer.differences.grpc)).toBeLessThan(TOLERANCE);
    });
  }, 120_000);

  const mutants: readonly Mutant[] = [
    { what: 'wrong dims', of: 'digits', model: 'digits', from: 'dims: [ 10 ]', to: 'dims: [ 11 ]', by: ['shim'] },
    { what: 'batch axis inside dims', of: 'digits', model: 'digits', from: 'dims: [ 1, 8, 8 ]', to: 'dims: [ -1, 1, 8, 8 ]', by: ['shim'] },
    { what: 'unknown field', of: 'digits', model: 'digits', from: 'max_batch_size:', to: 'max_batch:', by: ['schema', 'triton'] },
    { what: 'negative batch size', of: 'digits', model: 'digits', from: 'max_batch_size: 64', to: 'max_batch_size: -1', by: ['triton'] },
    { what: 'element type of an ensemble', of: 'digits', model: 'api', from: 'TYPE_UINT8', to: 'TYPE_FP32', by: ['triton'] },
    { what: 'unconnected step', of: 'digits', model: 'api', from: 'value: "image"', to: 'value: "picture"', by: ['triton'] },
    { what: 'warm-up above the largest batch', of: 'flights', model: 'late_net', from: 'batch_size: 4', to: 'batch_size: 400', by: ['triton'] },
  ];
  it.each(mutants)('refuses $what', async ({ of, model, from, to, by }) => {
    const repository = await mkdtemp(join(folder, 'mutant-'));
    const needed = model === 'api' ? 'model_repository' : `model_repository/${model}`;
    await cp(join(folder, of, needed), join(repository, needed), { recursive: true });
    const file = `model_repository/${model}/config.pbtxt`;
    const text = await readFile(join(repository, file), 'utf8');
    const index = text.indexOf(from);
    expect(index).toBeGreaterThan(0);
    const mutated = text.slice(0, index) + to + text.slice(index + from.length);
    await writeFile(join(repository, file), mutated);
    const findings = (await verify(repository, { installation })).filter((finding) => finding.file === file);
    expect(findings.map((finding: Finding) => finding.by)).toEqual(by);
    if (by.includes('schema')) expect(findings[0]?.line).toBe(mutated.slice(0, index).split('\n').length);
  }, 60_000);
});

interface Mutant {
  readonly what: string;
  readonly of: string;
  readonly model: string;
  readonly from: string;
  readonly to: string;
  readonly by: readonly Finding['by'][];
}

interface Inference {
  readonly differences: { readonly http: number; readonly grpc: number };
  readonly shapes: { readonly http: readonly number[]; readonly grpc: readonly number[] };
  readonly spread: number;
}

interface ModelStats {
  readonly version: string;
  readonly inference_count: number;
  readonly execution_count: number;
}

async function stats(server: TritonServer, model: string): Promise<readonly ModelStats[]> {
  const answer = (await server.get(`/v2/models/${model}/stats`)) as { readonly model_stats: readonly ModelStats[] };
  return answer.model_stats;
}

async function runs(server: TritonServer, model: string): Promise<{ inferences: number; executions: number }> {
  const [one] = await stats(server, model);
  return { inferences: one?.inference_count ?? 0, executions: one?.execution_count ?? 0 };
}

async function settings(server: TritonServer, model: string): Promise<{ readonly response_cache?: unknown }> {
  return (await server.get(`/v2/models/${model}/config`)) as { readonly response_cache?: unknown };
}
