import { join } from 'node:path';
import {
  appendHistory, comparable, readHistory, runBenchmark,
  type BenchmarkProblem, type BenchmarkRequest, type BenchmarkResult, type CaseResult, type Progress,
} from '../../bench/index.ts'; // prettier-ignore
import { packageRoot } from '../package-root.ts';
import { judgePromise, type PromiseVerdict } from './judge-promises.ts';
import type { Subject } from './subjects.ts';

export interface Measured {
  readonly subject: Subject;
  readonly outcome: { readonly result: BenchmarkResult } | { readonly problem: BenchmarkProblem };
  readonly verdicts: readonly PromiseVerdict[];
  /** The last earlier measurement of each case that may be compared with it, by batch. */
  readonly earlier: ReadonlyMap<number, CaseResult>;
  /** Why the result was not kept. */
  readonly historyProblem?: string;
}

export interface MeasureOptions {
  /** Absolute path; results are kept there unless `keepHistory` is false. */
  readonly project: string;
  readonly keepHistory: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Measures one model and holds it against what is promised of it. */
export async function measure(
  subject: Subject,
  request: Omit<BenchmarkRequest, 'model'>,
  { project, keepHistory, signal, onProgress }: MeasureOptions,
): Promise<Measured> {
  const model = join(project, subject.path);
  const outcome = await runBenchmark({ ...request, model }, { signal, onProgress, ...shippedHost() });
  if ('problem' in outcome) return { subject, outcome, verdicts: [], earlier: new Map() };
  const { result } = outcome;
  const verdicts = subject.promises.flatMap((promised) =>
    result.cases.map((each) => judgePromise(promised, each)),
  );
  if (!keepHistory) return { subject, outcome, verdicts, earlier: new Map() };
  const history = await readHistory(project);
  const entries = 'entries' in history ? history.entries : [];
  const earlier = new Map(
    result.cases.flatMap((each): [number, CaseResult][] => {
      const last = comparable(entries, result, each).at(-1);
      return last ? [[each.batch, last]] : [];
    }),
  );
  const problem = appendHistory(project, { subject: subject.name, result });
  return { subject, outcome, verdicts, earlier, ...(problem ? { historyProblem: problem.message } : {}) };
}

/** As a bundle, this code lies in a folder of chunks and the child's program beside the command. */
const shippedHost = (): { readonly hostEntry?: string } =>
  import.meta.url.endsWith('.ts') ? {} : { hostEntry: join(packageRoot(), 'out', 'bench-host.mjs') };
