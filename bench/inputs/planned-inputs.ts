import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { InputPlan } from './input-plan.ts';
import type { InputKnowledge } from './knowledge/input-knowledge.ts';

export interface InputRequest {
  /** Items in a batch; all rows of a given file, else 1, when left out. */
  readonly batch?: number;
  /** Sizes of other dimensions, by symbol (`sequence`) or by place (`ids[1]`). */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** Path of the ONNX file: its graph says which numbers are legal. Without it integers are 0 and 1. */
  readonly model?: string;
  /** Path of an `.npz` or `.npy` file that holds the inputs. */
  readonly file?: string;
  /** What the project says about the inputs, by name (`describeInputs`). */
  readonly knowledge?: InputKnowledge;
  /** Absolute path of the project, from which paths of data files count. Without it no rows are read. */
  readonly project?: string;
  readonly signal?: AbortSignal | undefined;
}

export type InputOriginKind = 'seeded' | 'rows' | 'file';

/** Where one input comes from, in words for people: `"miles" of data/flights.parquet`. */
export interface InputOrigin {
  readonly input: string;
  readonly origin: InputOriginKind;
  readonly why: string;
}

export interface PlannedInputs {
  readonly plan: InputPlan;
  readonly batch: number;
  /** `rows` or `file` when at least one input comes from there. */
  readonly origin: InputOriginKind;
  readonly inputs: readonly InputOrigin[];
  /** Sentences for the report: what is real, what is seeded and why, what of a file was left out. */
  readonly notes: readonly string[];
  /** Deletes what was stored for the run; to be called when the child is gone, also after a failure. */
  dispose(): void;
}

export type InputsOutcome = PlannedInputs | { readonly problem: BenchmarkProblem };
