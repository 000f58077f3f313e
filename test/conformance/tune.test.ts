import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { modelRequests, servedSignature, TritonClient, tuneServer } from '../../bench/index.ts';
import { EFFORTS } from '../../bench/triton/highest-rate.ts';
import { offerLoad } from '../../bench/triton/offered-load.ts';
import { openServer, type OpenRequest } from '../../bench/triton/open-server.ts';
import { SettingsMeter } from '../../bench/triton/server-under-test.ts';
import { readSignatureFile } from '../../files/index.ts';
import { freePort } from '../../tools/setup/kit/free-port.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool } from '../../tools/setup/tools/triton.ts';
import { startTriton, type TritonServer } from '../../tools/setup/triton/triton-server.ts';
import { addFiles, folderWith, tenon } from '../cli/run-tenon.ts';

const MODEL = join(import.meta.dirname, '../../examples/flights/models/late_net.onnx');
const read = await readSignatureFile(MODEL);
if ('problem' in read) throw new Error(read.problem.message);
const { signature } = read;

const config = (dims: readonly [string, string], more = ''): string => `backend: "onnxruntime"
input [ { name: "features" data_type: TYPE_FP32 dims: [ ${dims[0]} ] } ]
output [ { name: "score" data_type: TYPE_FP32 dims: [ ${dims[1]} ] } ]
instance_group [ { count: 1 kind: KIND_CPU } ]
${more}`;

/** The batch is declared, and so is the wait: four numbers of instances are left. */
const project = (objective: string, serving = 'batch 1..8 within 1ms'): string => `package flights

model late_net {
  artifact: onnx("models/late_net.onnx")
  input  features : float32[batch, 13]
  output score    : float32[batch, 1]
}

service delay_api {
  serves late_net on triton { ${serving} }
  ${objective}
}

deployment flights_prod {
  uses [delay_api]
  emit [triton]
}
`;

await describeWithTool('triton', tool, (installation) => {
  // The server's Python backend knows no spaces in paths.
  const repository = mkdtempSync(join(tmpdir(), 'tenon-tune-'));
  let server: TritonServer;

  beforeAll(async () => {
    const configs = {
      late_net: config(['-1, 13', '-1, 1']),
      batching: config(
        ['13', '1'],
        'max_batch_size: 8 dynamic_batching { max_queue_delay_microseconds: 700 }',
      ),
    };
    for (const [name, text] of Object.entries(configs)) {
      mkdirSync(join(repository, name, '1'), { recursive: true });
      copyFileSync(MODEL, join(repository, name, '1/model.onnx'));
      writeFileSync(join(repository, name, 'config.pbtxt'), text);
    }
    server = await startTriton({ installation, repository });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(repository, { recursive: true, force: true });
  }, 60_000);

  const request = (model: string, more: Partial<OpenRequest> = {}): OpenRequest => ({
    client: new TritonClient(new URL(server.httpUrl)),
    model,
    signature: servedSignature(signature),
    latency: { of: 'p50', limit: 0.02 },
    declared: {},
    effort: { ...EFFORTS.quick, requests: 100, seconds: 0.2 },
    requestOf: modelRequests(signature, { model: MODEL }),
    ...more,
  });

  const configOf = (model: string): Promise<unknown> => server.get(`/v2/models/${model}/config`);

  async function answered(model: string): Promise<number> {
    const { model_stats: [stats] } = (await server.get(`/v2/models/${model}/stats`)) as {
      readonly model_stats: readonly { readonly inference_count: number }[];
    }; // prettier-ignore
    return stats?.inference_count ?? 0;
  }

  it('offers a load of which every request arrives, is answered and is counted once', async () => {
    expect(await server.load('batching')).toEqual({ ok: true });
    const { client, requestOf } = request('batching');
    const before = await answered('batching');
    const prepared = await requestOf(1);
    const statuses: number[] = [];
    const send = async (): Promise<void> =>
      void statuses.push((await client.infer('batching', prepared)).status);
    const load = await offerLoad(send, { rate: 200, requests: 300, seed: 3n });
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(load).toMatchObject({ sent: 300, failed: 0, endedEarly: false });
    expect(load.latencies).toHaveLength(300);
    expect(load.throughput).toBeGreaterThan(0);
    expect(load.throughput).toBeLessThanOrEqual(200);
    // No answer comes before its request was to be sent, and none was sent early.
    expect(Math.min(...load.latencies, ...load.lags)).toBeGreaterThanOrEqual(0);
    expect((await answered('batching')) - before).toBe(300);
    client.close();
  }, 30_000);

  it('counts requests that the server refuses as broken promises', async () => {
    const { client, requestOf } = request('batching');
    const tooMany = await requestOf(9);
    const send = async (): Promise<void> => {
      const { status, body } = await client.infer('batching', tooMany);
      if (status !== 200) throw new Error(body.toString());
    };
    const load = await offerLoad(send, { rate: 500, requests: 50, seed: 3n, late: { seconds: 1, most: 5 } });
    expect(load).toMatchObject({ latencies: [], throughput: 0, endedEarly: true });
    expect(load.failed).toBe(load.sent);
    expect(load.failure).toContain('batch-size must be <= 8');
    client.close();
  }, 30_000);

  it('measures settings, and says which ones the server refuses', async () => {
    const opened = await openServer(request('batching'));
    const meter = new SettingsMeter(opened.server);
    const refused = await meter.measureSettings({ batch: -1, instances: 1, delay: 0 }, 1n);
    expect(refused).toMatchObject({ found: { rate: 0, throughput: 0 } });
    expect(refused.refusal).toContain("failed to load 'batching'");
    const { found, refusal } = await meter.measureSettings({ batch: 4, instances: 2, delay: 0.002 }, 1n);
    expect(refusal).toBeUndefined();
    expect(found.rate).toBeGreaterThan(0);
    expect(found.throughput).toBeLessThanOrEqual(found.rate);
    expect(found.latency.p50).toBeLessThanOrEqual(0.02);
    expect(await configOf('batching')).toMatchObject({
      max_batch_size: 4,
      instance_group: [{ count: 2, kind: 'KIND_CPU' }],
      dynamic_batching: { max_queue_delay_microseconds: 2000 },
    });
    expect(await opened.restore()).toBeUndefined();
  }, 60_000);

  it('gives the server its own configuration back, whether the search ends or is cancelled', async () => {
    const before = await configOf('batching');
    const space = { batches: [2, 4], instances: [1], delays: [0] };
    const tuned = await tuneServer(request('batching', { space }));
    expect(tuned).toMatchObject({ isRestored: true, batches: true, device: 'cpu' });
    expect('found' in tuned && tuned.found.taken).toHaveLength(2);
    expect(await configOf('batching')).toEqual(before);

    const abort = new AbortController();
    const seen: string[] = [];
    const cancelled = tuneServer(request('batching', { space }), {
      signal: abort.signal,
      onProgress: ({ step }) => {
        seen.push(step);
        if (step === 'rate') abort.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.slice(-2)).toEqual(['restore', 'restored']);
    expect(await configOf('batching')).toEqual(before);
  }, 60_000);

  it('ends with Ctrl+C, and the server has its own configuration again', async () => {
    const before = await configOf('batching');
    const folder = folderWith({
      'tenon.json': '{}',
      'flights.tenon': project('objective { latency.p50 < 20ms }'),
    });
    addFiles(folder, { 'models/late_net.onnx': readFileSync(MODEL) });
    const args = ['tune', 'late_net', '--server', server.httpUrl, '-p', folder, '--served-as', 'batching'];
    const { code, stderr } = await tenon(args, {
      onError: (child, said) => said.includes('batch 8, 1 instance') && child.kill('SIGINT'),
    });
    expect({ code, stderr }).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('Cancelled') as string,
    });
    expect(await configOf('batching')).toEqual(before);
    expect(existsSync(join(folder, '.tenon'))).toBe(false);
  }, 120_000);

  it('makes a model batch that was configured without, and unloads what was not loaded', async () => {
    await server.unload('late_net');
    const space = { batches: [4], instances: [1], delays: [0] };
    const tuned = await tuneServer(request('late_net', { space }));
    expect(tuned).toMatchObject({ isRestored: true, batches: true, best: { settings: { batch: 4 } } });
    expect(await configOf('late_net')).toHaveProperty('error');
  }, 60_000);

  it('says why a server can’t be searched, and what to do', async () => {
    const nobody = new TritonClient(new URL(`http://127.0.0.1:${await freePort()}`));
    expect(await tuneServer(request('batching', { client: nobody }))).toMatchObject({
      problem: { code: 'server/unreachable', message: expect.stringContaining('refused') as string },
    });
    expect(await tuneServer(request('absent'))).toMatchObject({
      problem: { code: 'server/model', hint: expect.stringContaining('batching, late_net') as string },
    });
    const [input] = signature.inputs;
    const another = { ...signature, inputs: [{ ...input!, dtype: 'float64' }] };
    expect(await tuneServer(request('batching', { signature: servedSignature(another) }))).toMatchObject({
      problem: { code: 'server/signature', message: expect.stringContaining('as FP32') as string },
    });
    const metrics = new TritonClient(new URL(server.metricsUrl));
    expect(await tuneServer(request('batching', { client: metrics }))).toMatchObject({
      problem: { code: 'server/other' },
    });
    const selfish = await startTriton({ installation, repository, control: 'none' });
    try {
      const client = new TritonClient(new URL(selfish.httpUrl));
      expect(await tuneServer(request('batching', { client }))).toMatchObject({
        problem: {
          code: 'server/mode',
          hint: expect.stringContaining('--model-control-mode=explicit') as string,
        },
      });
    } finally {
      await selfish.stop();
    }
  }, 60_000);

  it('finds settings for a service, which generated files take up', async () => {
    const folder = folderWith({
      'tenon.json': '{}',
      'flights.tenon': project('objective { latency.p50 < 30ms }'),
    });
    addFiles(folder, { 'models/late_net.onnx': readFileSync(MODEL) });
    const args = [
      'tune',
      'delay_api',
      '--server',
      server.httpUrl,
      '-p',
      folder,
      '--machine',
      'box of the test',
    ];
    const { code, stdout, stderr } = await tenon(args);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('batch 8, 4 instances') as string,
    });
    expect(stdout).toMatch(
      /Recommended.* after 4 measurements of 4 possible settings: batch 8, \d instances?, wait 1 ms/u,
    );
    expect(stdout).toContain('Declared, and so not searched: batch, wait.');
    expect((await tenon(['generate', folder])).code).toBe(0);
    const written = readFileSync(
      join(folder, 'generated/triton/model_repository/late_net/config.pbtxt'),
      'utf8',
    );
    expect(written).toMatch(/# A server does .*: batches up to 8, instances \d, wait 1 ms\.\n/u);
    expect(written).toMatch(
      /# Measured: tenon tune of [-\d]+, box of the test, triton 2\.51\.0, cpu, model [\da-f]{8}\./u,
    );
    expect(written).toMatch(/count: [1-4]\n/u);
  }, 240_000);

  it('says when nothing keeps the promise, and keeps nothing', async () => {
    const folder = folderWith({
      'tenon.json': '{}',
      'flights.tenon': project('objective { latency.p50 < 20us }'),
    });
    addFiles(folder, { 'models/late_net.onnx': readFileSync(MODEL) });
    const { code, stdout } = await tenon([
      'tune',
      'late_net',
      '--server',
      server.httpUrl,
      '-p',
      folder,
      '--json',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'tune',
      recommended: null,
      measurements: 4,
      possible: 4,
    });
    expect(existsSync(join(folder, '.tenon'))).toBe(false);
  }, 120_000);

  it('refuses what can’t be searched before anything is asked of a server', async () => {
    const files = { 'tenon.json': '{}', 'models/late_net.onnx': readFileSync(MODEL) };
    const refusal = async (text: string, name = 'delay_api'): Promise<string> => {
      const folder = folderWith({ ...files, 'flights.tenon': text });
      const { code, stderr } = await tenon(['tune', name, '--server', 'http://127.0.0.1:9', '-p', folder]);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refusal(project(''))).toContain('Nothing promises a latency of late_net');
    expect(await refusal(project('objective { latency.p99 < 9ms }'), 'delay_app')).toContain(
      'Did you mean delay_api?',
    );
    const all = 'instances: 2 on cpu, batch 1..8 within 1ms';
    expect(await refusal(project('objective { latency.p99 < 9ms }', all))).toContain(
      'Everything that could be searched',
    );
  }, 60_000);
});
