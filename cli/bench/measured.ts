import type {
  Agreement, BenchmarkProblem, BenchmarkResult, CaseResult, Comparison, Conclusion, SinceBaseline,
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
  readonly comparison?: Comparison;
  /** Why the result was not kept. */
  readonly historyProblem?: string;
}

export const casesOf = ({ results }: Pick<Measured, 'results'>): readonly CaseResult[] =>
  results.flatMap((result) => result.cases);
