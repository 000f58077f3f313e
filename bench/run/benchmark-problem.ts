import type { FileProblemCode } from '../../files/onnx/index.ts';
import type { Phase } from '../host/phase.ts';

/** Why there is no result, in words for the model's line. */
export interface BenchmarkProblem {
  readonly code: BenchmarkProblemCode;
  readonly message: string;
  readonly hint: string;
  /** What the child process was doing. */
  readonly phase?: Phase;
  /** The signal that ended the child. */
  readonly signal?: string;
  readonly exitCode?: number;
  /** Most bytes that the child had taken, where that was the reason or may have been. */
  readonly peakMemory?: number;
  /** The last line that the child wrote to its error output: native libraries explain themselves there. */
  readonly lastStderr?: string;
}

export type BenchmarkProblemCode =
  | `model/${FileProblemCode}`
  | 'model/opset'
  | 'model/operator'
  | 'model/refused'
  | 'input/dtype'
  | 'input/shape'
  | 'input/file'
  | 'input/name'
  | 'provider/unavailable'
  | 'provider/fallback'
  | 'provider/asynchronous'
  | 'engine/unavailable'
  | 'run/failed'
  | 'run/out-of-memory'
  | 'host/start'
  | 'host/crash'
  | 'host/killed'
  | 'host/memory'
  | 'host/timeout'
  | 'host/protocol'
  | 'compare/revision'
  | 'bench/no-rate'
  | 'bench/cancelled';
