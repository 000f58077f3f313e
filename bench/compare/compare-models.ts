import { basename } from 'node:path';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { BenchmarkOptions } from '../run/benchmark-request.ts';
import type { CaseRecorder } from '../run/case-recorder.ts';
import { fingerprint, type Fingerprint } from '../run/fingerprint.ts';
import { hashModel, type HashedModel } from '../run/hash-model.ts';
import { problems } from '../run/host-problems.ts';
import { readGpuFacts } from '../run/nvidia.ts';
import { withMachineLock } from '../run/run-benchmark.ts';
import { changeOf, pairedRatio, type Change } from '../statistics/paired-ratio.ts';
import { median, type Estimate } from '../statistics/quantile.ts';
import { compareOutputs, type Agreement, type LabelSource } from './compare-outputs.ts';
import { prepareContenders, type Contender, type Contenders, type PreparedContender } from './contenders.ts';
import { PacedChild } from './paced-child.ts';
import { pairedRounds, usualPairs, type PairMethod } from './paired-rounds.ts';
import { warmUp } from './warm-up.ts';

export interface ComparisonRequest {
  readonly base: Contender;
  readonly candidate: Contender;
  readonly method?: PairMethod;
  /** Of the order within pairs and of the bootstrap; 42 when left out. */
  readonly seed?: bigint;
  /** Where rows with known answers may be found. */
  readonly labels?: LabelSource;
}

/** What a paired comparison found. Seconds. */
export interface Comparison {
  readonly version: 1;
  /** When it started, ISO 8601 in UTC. */
  readonly measuredAt: string;
  readonly base: ComparedSide;
  readonly candidate: ComparedSide;
  /** Machine and settings of the candidate; absent in comparisons of older versions. */
  readonly machine?: Fingerprint;
  readonly batch: number;
  readonly pairs: number;
  /** Time of a run of the candidate over that of the base, with its 95 % interval; below 1 the candidate is faster. */
  readonly ratio: Estimate;
  readonly change: Change;
  readonly agreement: Agreement;
}

export interface ComparedSide {
  readonly label: string;
  readonly sha256: string;
  readonly provider: string;
  readonly engine: string;
  /** Median over pairs of the middle run; as good as one run of the machine, unlike the ratio. */
  readonly p50: number;
}

export type ComparisonOutcome = { readonly comparison: Comparison } | { readonly problem: BenchmarkProblem };

/**
 * Measures two models, or one model in two ways, against each other: both loaded, taking turns in random order. A
 * faster candidate with other outputs is no improvement, so these are compared too. An aborted `signal` kills both
 * children and gives the problem `bench/cancelled`.
 */
export async function compareModels(
  request: ComparisonRequest,
  options: BenchmarkOptions = {},
): Promise<ComparisonOutcome> {
  try {
    const contenders = await prepareContenders(request.base, request.candidate, options.signal);
    if ('problem' in contenders) return contenders;
    try {
      return await withMachineLock(options, () => compare(contenders, request, options));
    } finally {
      contenders.dispose();
    }
  } catch (error) {
    if (options.signal?.aborted === true) return { problem: problems.cancelled('start') };
    throw error;
  }
}

async function compare(
  contenders: Contenders,
  request: ComparisonRequest,
  options: BenchmarkOptions,
): Promise<ComparisonOutcome> {
  const { base, candidate } = contenders;
  const measuredAt = new Date().toISOString();
  const { method = usualPairs, seed = 42n } = request;
  const hashes = [await hash(base, options), await hash(candidate, options)] as const;
  const agreement = await compareOutputs(contenders, options, request.labels);
  if ('problem' in agreement) return agreement;
  const rounds = await inTurns(contenders, method, seed, options);
  if ('problem' in rounds) return rounds;
  const ratio = pairedRatio(rounds.pairs, seed);
  const side = (of: PreparedContender, index: 0 | 1): ComparedSide => ({
    label: of.label,
    sha256: hashes[index].file.sha256,
    provider: of.plan.provider,
    engine: rounds.recorders[index].engine?.name ?? 'unknown',
    p50: median(rounds.pairs.map((pair) => (index === 0 ? pair.base : pair.candidate))),
  });
  return {
    comparison: {
      version: 1,
      measuredAt,
      base: side(base, 0),
      candidate: side(candidate, 1),
      machine: await machineOf(candidate, rounds.recorders[1], request.candidate, options),
      batch: base.inputs.batch,
      pairs: rounds.pairs.length,
      ratio,
      change: changeOf(ratio),
      agreement,
    },
  };
}

type Rounds = {
  readonly pairs: Exclude<Awaited<ReturnType<typeof pairedRounds>>, { problem: BenchmarkProblem }>;
  readonly recorders: readonly [CaseRecorder, CaseRecorder];
};

async function inTurns(
  { base, candidate }: Contenders,
  method: PairMethod,
  seed: bigint,
  options: BenchmarkOptions,
): Promise<Rounds | { readonly problem: BenchmarkProblem }> {
  const children: PacedChild[] = [];
  try {
    for (const { plan, inputs } of [base, candidate]) {
      const child = await PacedChild.start(plan, inputs, options);
      if ('problem' in child) return child;
      children.push(child);
      options.onProgress?.({ step: 'phase', phase: 'warmup', batch: inputs.batch });
      const warm = await warmUp(child, plan.method);
      if ('problem' in warm) return warm;
    }
    const [ours, theirs] = children as [PacedChild, PacedChild];
    const pairs = await pairedRounds(ours, theirs, method, seed, (done, of) =>
      options.onProgress?.({ step: 'pair', done, of }),
    );
    if ('problem' in pairs) return pairs;
    return { pairs, recorders: [ours.recorder, theirs.recorder] };
  } finally {
    await Promise.all(children.map((child) => child.end()));
  }
}

async function machineOf(
  { plan }: PreparedContender,
  { node, engine, engineVersion, librarySha256 }: CaseRecorder,
  { request: { tenon } }: Contender,
  { signal }: BenchmarkOptions,
): Promise<Fingerprint> {
  const { provider, threads = null, optimisation = 'all', dimensions = {} } = plan;
  return fingerprint({
    node,
    engine: engine?.name ?? 'unknown',
    engineVersion,
    provider,
    threads,
    library: librarySha256,
    optimisation,
    dimensions,
    gpu: provider === 'cpu' ? null : ((await readGpuFacts(signal)) ?? null),
    ...(tenon === undefined ? {} : { tenon }),
  });
}

function hash({ model, signature }: PreparedContender, options: BenchmarkOptions): Promise<HashedModel> {
  return hashModel(model, basename(model), signature, {
    signal: options.signal,
    onBytes: (bytes, of) => options.onProgress?.({ step: 'hash', bytes, of }),
  });
}
