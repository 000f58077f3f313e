import { join } from 'node:path';
import {
  appendHistory, checkOutputs, comparable, plainReference, readHistory, runScenario, sinceBaseline,
  type Agreement, type Baseline, type BenchmarkProblem, type BenchmarkRequest, type BenchmarkResult,
  type CaseResult, type LabelSource, type Progress, type ScenarioKind, type ScenarioOutcome, type ScenarioSettings,
} from '../../bench/index.ts'; // prettier-ignore
import { packageRoot } from '../package-root.ts';
import { judgePromised, limitOf, type PromiseVerdict } from './judge-promises.ts';
import type { Measured } from './measured.ts';
import type { Subject } from './subjects.ts';

export interface MeasureOptions {
  /** Absolute path; results are kept there unless `keepHistory` is false. */
  readonly project: string;
  readonly keepHistory: boolean;
  readonly scenario: ScenarioKind;
  readonly settings: ScenarioSettings;
  readonly baseline: Baseline | undefined;
  /** Where rows with known answers may be found. */
  readonly labels: LabelSource | undefined;
  /** Bytes that a measuring process may take. */
  readonly memoryLimit?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Measures one model on one provider, holds it against what is promised of it, and keeps the figures. */
export async function measure(
  subject: Subject,
  request: Omit<BenchmarkRequest, 'model'>,
  options: MeasureOptions,
): Promise<Measured> {
  const { project, scenario, signal, onProgress, memoryLimit } = options;
  const whole = { ...request, model: join(project, subject.path) };
  const run = {
    signal,
    onProgress,
    ...shippedHosts(),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
  };
  const limit = limitOf(subject.promises);
  const settings = {
    ...(limit === undefined ? {} : { limit }),
    ...(options.labels === undefined ? {} : { labels: options.labels }),
    ...options.settings,
  };
  const outcome = await runScenario(scenario, whole, settings, run);
  const provider = request.provider ?? 'cpu';
  const base = { subject, provider, verdicts: [], earlier: new Map(), sinceBaseline: [], ...outcome };
  if (outcome.results.length === 0) return base;
  // The sweep over levels of optimisation has looked at outputs itself.
  const agreement = scenario === 'optimisation' ? {} : await outputsOf(whole, options, run);
  const isWrong = 'agreement' in agreement && agreement.agreement?.agrees === false;
  const right = rightResults(outcome).map((result) => (isWrong ? doubted(result) : result));
  const kept = await keep(subject, right, options);
  return {
    ...base,
    ...kept,
    verdicts: judged(scenario, settings, whole, right).flatMap((each) => verdictsOn(subject, each)),
    sinceBaseline: outcome.results.flatMap((result) =>
      options.baseline === undefined ? [] : sinceBaseline(options.baseline, subject.name, result),
    ),
    ...agreement,
  };
}

/** Figures of a level of optimisation whose outputs are wrong are no figures of the model. */
function rightResults({ results, levels = [] }: ScenarioOutcome): readonly BenchmarkResult[] {
  const wrong = levels.filter(({ agreement }) => !agreement.agrees).map(({ optimisation }) => optimisation);
  return results.filter(({ machine }) => !wrong.includes(machine.optimisation ?? 'all'));
}

/** Who looks at the figures later has to know that they are not those of the same answers. */
function doubted(result: BenchmarkResult): BenchmarkResult {
  const message = `The outputs on ${result.machine.provider} are not those of the processor: these figures are of wrong answers.`;
  return { ...result, remarks: [{ code: 'outputs/wrong', message }, ...(result.remarks ?? [])] };
}

function verdictsOn({ promises }: Subject, measured: CaseResult): readonly PromiseVerdict[] {
  return promises.map((promised) => judgePromised(promised, measured));
}

/** A search goes beyond what is promised on purpose; only what somebody would run counts. */
function judged(
  scenario: ScenarioKind,
  { rate }: ScenarioSettings,
  { batches }: BenchmarkRequest,
  results: readonly BenchmarkResult[],
): readonly CaseResult[] {
  const cases = results.flatMap((result) => result.cases);
  switch (scenario) {
    case 'batch':
      return batches === undefined ? cases.slice(0, 1) : cases;
    case 'server':
      // A search for a rate begins with one request after the other: the least that has to be kept.
      return rate === undefined ? cases.slice(0, 1) : cases;
    case 'threads':
    case 'optimisation':
      return [...cases].sort((a, b) => a.latency.mean.value - b.latency.mean.value).slice(0, 1);
    default:
      return cases;
  }
}

/** Figures of another provider than the processor count only when it calculates the same. */
async function outputsOf(
  request: BenchmarkRequest,
  { labels }: MeasureOptions,
  run: Parameters<typeof checkOutputs>[2],
): Promise<{ readonly agreement?: Agreement; readonly problem?: BenchmarkProblem }> {
  const { provider = 'cpu', engine: _, ...plain } = request;
  if (provider === 'cpu') return {};
  const reference = plainReference({ ...plain, provider: 'cpu' });
  const checked = await checkOutputs(reference, { label: provider, request }, run, labels);
  return 'problem' in checked ? checked : { agreement: checked };
}

async function keep(
  subject: Subject,
  results: readonly BenchmarkResult[],
  { project, keepHistory }: MeasureOptions,
): Promise<Pick<Measured, 'earlier' | 'historyProblem'>> {
  if (!keepHistory) return { earlier: new Map() };
  const history = await readHistory(project);
  const entries = 'entries' in history ? history.entries : [];
  const earlier = new Map<CaseResult, CaseResult>();
  for (const result of results) {
    for (const each of result.cases) {
      const last = comparable(entries, result, each).at(-1);
      if (last) earlier.set(each, last);
    }
  }
  const problems = results.flatMap(
    (result) => appendHistory(project, { subject: subject.name, result }) ?? [],
  );
  return { earlier, ...(problems[0] ? { historyProblem: problems[0].message } : {}) };
}

/** As a bundle, this code lies in a folder of chunks and the children's programs beside the command. */
export const shippedHosts = (): { readonly hostEntry?: string; readonly pacedEntry?: string } =>
  import.meta.url.endsWith('.ts')
    ? {}
    : {
        hostEntry: join(packageRoot(), 'out', 'bench-host.mjs'),
        pacedEntry: join(packageRoot(), 'out', 'bench-paced-host.mjs'),
      };
