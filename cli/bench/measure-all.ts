import { resolve } from 'node:path';
import {
  describeInputs, expectedComparison, expectedWork, TimeLeft,
  type Baseline, type BenchmarkRequest, type ExpectedWork, type LabelSource, type Progress,
  type ScenarioKind, type ScenarioSettings,
} from '../../bench/index.ts'; // prettier-ignore
import type { CliContext } from '../command.ts';
import { packageVersion } from '../package-root.ts';
import { withWish, type BenchRequest } from './bench-request.ts';
import { compare } from './compare.ts';
import { LiveProgress } from './live-progress.ts';
import { measure } from './measure.ts';
import type { Measured } from './measured.ts';
import type { Prepared } from './prepare.ts';
import { ProgressChannel } from './progress-channel.ts';
import type { Subject } from './subjects.ts';

/** One model on one provider. */
interface Job {
  readonly subject: Subject;
  /** Number of the model, from 1. */
  readonly index: number;
  readonly request: BenchRequest;
  readonly whole: Omit<BenchmarkRequest, 'model'>;
  readonly scenario: ScenarioKind;
  readonly settings: ScenarioSettings;
  readonly labels: LabelSource | undefined;
}

/** Measures one model after the other on each of its providers; `onMeasured` hears of each as soon as it is there. */
export async function measureAll(
  asked: BenchRequest,
  prepared: Prepared,
  baseline: Baseline | undefined,
  context: CliContext,
  onMeasured: (measured: Measured) => void,
): Promise<readonly Measured[]> {
  const jobs = prepared.subjects.flatMap((subject, index) =>
    jobsOf(subject, index + 1, withWish(asked, subject.wish), prepared, context.cwd),
  );
  const clock = new TimeLeft(jobs.map(workOf));
  const all: Measured[] = [];
  const channel = ProgressChannel.fromEnvironment();
  try {
    for (const [number, job] of jobs.entries()) {
      const { subject, index } = job;
      const progress = new LiveProgress(context.terminal, subject.name);
      clock.begin(number, performance.now());
      const measured = await measureOne(job, prepared, baseline, context, (each) => {
        clock.receive(each, performance.now());
        const left = clock.left(performance.now());
        progress.receive(each, left);
        channel.send({ ...each, subject: subject.name, index, of: prepared.subjects.length, left });
      });
      progress.end();
      context.signal.throwIfAborted();
      all.push(measured);
      onMeasured(measured);
    }
  } finally {
    channel.close();
  }
  return all;
}

function jobsOf(
  subject: Subject,
  index: number,
  request: BenchRequest,
  { project, system }: Prepared,
  cwd: string,
): readonly Job[] {
  const knowledge = system === undefined ? {} : { knowledge: describeInputs(system, subject.name), project };
  const { rate, concurrency } = request;
  return (request.provider ?? [undefined]).map((provider) => ({
    subject,
    index,
    request,
    whole: {
      ...benchmarkRequest(request, cwd),
      ...knowledge,
      ...(provider === undefined ? {} : { provider }),
    },
    scenario:
      request.scenario ??
      (rate === undefined ? (concurrency === undefined ? 'single-stream' : 'concurrency') : 'server'),
    settings: {
      ...(rate === undefined ? {} : { rate }),
      ...(concurrency === undefined ? {} : { concurrency }),
    },
    labels: system === undefined ? undefined : { system, model: subject.name, project },
  }));
}

function workOf({ request, whole, scenario, settings, labels }: Job): ExpectedWork {
  const known = { ...settings, ...(labels === undefined ? {} : { labels }) };
  const all = { ...whole, model: '' };
  return request.compare === undefined ? expectedWork(scenario, all, known) : expectedComparison(all, known);
}

function measureOne(
  { subject, request, whole, scenario, settings, labels }: Job,
  { project, keepHistory, system }: Prepared,
  baseline: Baseline | undefined,
  { cwd, signal }: CliContext,
  onProgress: (progress: Progress) => void,
): Promise<Measured> {
  const { compare: reference, memoryLimit } = request;
  const common = {
    project,
    keepHistory,
    labels,
    signal,
    onProgress,
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
  };
  return reference === undefined
    ? measure(subject, whole, { ...common, scenario, settings, baseline })
    : compare(subject, whole, { ...common, reference, cwd, system });
}

function benchmarkRequest(request: BenchRequest, cwd: string): Omit<BenchmarkRequest, 'model'> {
  const { batch, budget, threads, seed, size, input, engine, optimisation } = request;
  return {
    budget: budget ?? 'standard',
    tenon: packageVersion(),
    ...(batch === undefined ? {} : { batches: batch }),
    ...(threads === undefined ? {} : { threads }),
    ...(seed === undefined ? {} : { seed: BigInt(seed) }),
    ...(size === undefined ? {} : { dimensions: size }),
    ...(input === undefined ? {} : { inputFile: resolve(cwd, input) }),
    ...(engine === undefined ? {} : { engine }),
    ...(optimisation === undefined ? {} : { optimisation }),
  };
}
