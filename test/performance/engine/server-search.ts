import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inferRequest } from '../../../bench/triton/infer-request.ts';
import { openServer } from '../../../bench/triton/open-server.ts';
import { servedSignature } from '../../../bench/triton/served-signature.ts';
import { SettingsMeter, type ServerFigure } from '../../../bench/triton/server-under-test.ts';
import { TritonClient } from '../../../bench/triton/triton-client.ts';
import { searchSettings, type Found } from '../../../bench/recommend/search-settings.ts';
import {
  allOf,
  sameSettings,
  sizeOf,
  type SearchSpace,
  type ServerSettings,
} from '../../../bench/recommend/search-space.ts';
import { fillTensors } from '../../../bench/inputs/fill-tensors.ts';
import { inputsFor } from '../../../bench/inputs/inputs-for.ts';
import { splitmix64 } from '../../../bench/inputs/splitmix64.ts';
import { median } from '../../../bench/statistics/quantile.ts';
import { readSignatureFile } from '../../../files/index.ts';
import { startTriton } from '../../../tools/setup/triton/triton-server.ts';
import { tool } from '../../../tools/setup/tools/triton.ts';
import { layers } from './study-models.ts';

export interface ServerSearchStudy {
  readonly found: Found;
  /** Settings that did most when all were tried. */
  readonly best: ServerSettings;
  readonly size: number;
  /** Throughput of the recommended settings over that of the best, both measured again in turns. */
  readonly reached: number;
  /** Largest over smallest median of the settings when all were tried: how much there was to find. */
  readonly spread: number;
}

/** Server and load share two cores, so that the slow tail is that of the neighbours: the promise is about nine of ten. */
const PROMISE = { of: 'p90', limit: 0.05 } as const;
const SPACE: SearchSpace = { batches: [1, 2, 4, 8, 16, 32], instances: [1, 2, 3, 4], delays: [0, 0.0025] };
/** To see that everything works: of so few settings nearly all are tried. */
export const QUICK_SPACE: SearchSpace = { batches: [1, 4, 16], instances: [1, 2, 3], delays: [0] };
const EFFORT = { requests: 300, seconds: 0.8, atMost: 3, nearness: 1.06 } as const;

/**
 * The search on a real Triton server beside trying every setting; a reason when there is no such server here. Neighbours
 * make a machine faster and slower from minute to minute, so all settings are tried in random order, and what was
 * recommended and what was best run again in turns.
 */
export async function studyServerSearch({
  space = SPACE,
  turns = 5,
  onFigure = () => undefined,
}: {
  readonly space?: SearchSpace;
  readonly turns?: number;
  readonly onFigure?: (figure: ServerFigure) => void;
} = {}): Promise<ServerSearchStudy | { readonly reason: string }> {
  const installation = await tool.find();
  if (!installation.ok) return { reason: installation.reason };
  // The server's Python backend starts its programs through a shell and knows no spaces in paths.
  const repository = mkdtempSync(join(tmpdir(), 'tenon-triton-'));
  const file = writeModel(repository);
  const read = await readSignatureFile(file);
  if ('problem' in read) throw new Error(read.problem.message);
  const { signature } = read;
  const triton = await startTriton({ installation, repository });
  const client = new TritonClient(new URL(triton.httpUrl));
  try {
    const { server } = await openServer({
      client,
      model: 'layers',
      signature: servedSignature(signature),
      latency: PROMISE,
      declared: {},
      space,
      effort: EFFORT,
      requestOf: async (batch) => {
        const planned = await inputsFor(signature, { batch, model: file });
        if ('problem' in planned) throw new Error(planned.problem.message);
        return inferRequest(fillTensors(planned.plan.tensors, 42n), batch);
      },
    });
    const meter = new SettingsMeter(server);
    const measure = async (settings: ServerSettings, seed: number): Promise<number> => {
      const figure = await meter.measureSettings(settings, BigInt(seed));
      onFigure(figure);
      return figure.found.throughput;
    };
    // The first loads and requests of a server are slow.
    await meter.measureSettings({ batch: 8, instances: 1, delay: 0 }, 1n);
    const found = await searchSettings(space, { latency: PROMISE }, (asked) => meter.measure(asked));
    const tried: { readonly settings: ServerSettings; readonly rate: number }[] = [];
    for (const settings of shuffled(allOf(space))) tried.push({ settings, rate: await measure(settings, 7) });
    const best = tried.reduce((a, b) => (b.rate > a.rate ? b : a));
    const worst = tried.reduce((a, b) => (b.rate < a.rate ? b : a));
    const rates: { readonly found: number; readonly best: number }[] = [];
    const isSame = sameSettings(found.settings, best.settings);
    for (let turn = 0; !isSame && turn < turns; turn++) {
      const pair = { found: found.settings, best: best.settings };
      const order = turn % 2 === 0 ? (['found', 'best'] as const) : (['best', 'found'] as const);
      const first = await measure(pair[order[0]], 100 + turn);
      const second = await measure(pair[order[1]], 100 + turn);
      rates.push({ [order[0]]: first, [order[1]]: second } as { found: number; best: number });
    }
    const reached = isSame
      ? 1
      : median(rates.map((each) => each.found)) / median(rates.map((each) => each.best));
    return {
      found,
      best: best.settings,
      size: sizeOf(space),
      reached,
      spread: best.rate / Math.max(1, worst.rate),
    };
  } finally {
    client.close();
    await triton.stop();
    rmSync(repository, { recursive: true, force: true });
  }
}

/** One thread a copy, so that copies and batches are what settings decide. */
function writeModel(repository: string): string {
  const folder = join(repository, 'layers');
  const path = join(folder, '1', 'model.onnx');
  mkdirSync(join(folder, '1'), { recursive: true });
  writeFileSync(path, layers('batch', [512, 2048, 2048, 10]));
  writeFileSync(
    join(folder, 'config.pbtxt'),
    `backend: "onnxruntime"
max_batch_size: 8
input [ { name: "x" data_type: TYPE_FP32 dims: [ 512 ] } ]
output [ { name: "y" data_type: TYPE_FP32 dims: [ 10 ] } ]
instance_group [ { count: 1 kind: KIND_CPU } ]
parameters { key: "intra_op_thread_count" value { string_value: "1" } }
`,
  );
  return path;
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  const random = splitmix64(11n);
  return items
    .map((item) => ({ item, at: random.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
