import type {
  Agreement, BenchmarkProblem, BenchmarkResult, CaseResult, Comparison, Conclusion, LevelCheck, SinceBaseline,
} from '../../bench/index.ts'; // prettier-ignore
import type { PromiseVerdict } from './judge-promises.ts';
import type { Subject } from './subjects.ts';

/** What was found about one model on one provider: every format is made from this. */
export interface Measured {
  readonly subject: Subject;
  readonly provider: string;
  /** One for each setting; several only when threads or optimisation were swept. */
  readonly results: readonly BenchmarkResult[];
  /** Why there is nothing, or no more. */
  readonly problem?: BenchmarkProblem;
  readonly conclusion?: Conclusion;
  readonly verdicts: readonly PromiseVerdict[];
  /** The last earlier measurement of a case that may be compared with it. */
  readonly earlier: ReadonlyMap<CaseResult, CaseResult>;
  readonly sinceBaseline: readonly SinceBaseline[];
  /** Whether the outputs are those of the processor in single precision. */
  readonly agreement?: Agreement;
  /** The same for each level of a sweep over graph optimisation. */
  readonly levels?: readonly LevelCheck[];
  readonly comparison?: Comparison;
  /** Why the result was not kept. */
  readonly historyProblem?: string;
}

export const casesOf = ({ results }: Pick<Measured, 'results'>): readonly CaseResult[] =>
  results.flatMap((result) => result.cases);

/** Outputs that were held against those of a reference. */
export interface OutputCheck {
  /** What it is called in a list of tests. */
  readonly name: string;
  /** The outputs, as the beginning of a sentence. */
  readonly outputs: string;
  readonly reference: string;
  readonly agreement: Agreement;
}

/** Every comparison of outputs, whatever it was made for: a model that answers something else fails. */
export function outputChecks({ agreement, comparison, levels = [] }: Measured): readonly OutputCheck[] {
  const outputs = 'The outputs';
  const reference = 'the processor';
  return [
    ...(agreement === undefined ? [] : [{ name: 'outputs', outputs, reference, agreement }]),
    ...(comparison === undefined
      ? []
      : [{ name: 'outputs', outputs, reference: comparison.base.label, agreement: comparison.agreement }]),
    ...levels.map((level) => ({
      name: `outputs, optimisation ${level.optimisation}`,
      outputs: `With the optimisation ${level.optimisation} the outputs`,
      reference: `${reference} without optimisation`,
      agreement: level.agreement,
    })),
  ];
}
