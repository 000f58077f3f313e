import type { EngineName, Method, Optimisation, Scenario } from '../host/messages.ts';
import type { Phase } from '../host/phase.ts';
import type { InputKnowledge } from '../inputs/knowledge/input-knowledge.ts';
import type { Deadlines } from './deadlines.ts';

export interface BenchmarkRequest {
  /** Path of the ONNX file. */
  readonly model: string;
  /** The best that works here when left out. */
  readonly engine?: EngineName;
  /** Execution provider by ONNX Runtime's name; `cpu` when left out. */
  readonly provider?: string;
  /** Items in a batch, one measurement each; 1 when left out. */
  readonly batches?: readonly number[];
  /** How runs follow each other, each measured with each batch; one after the other when left out. */
  readonly scenarios?: readonly Scenario[];
  /** Sizes of other dimensions, by symbol (`sequence`) or by place (`ids[1]`). */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** Threads inside one operator, held between 1 and four for each core. */
  readonly threads?: number;
  /** Graph optimisation; `all` when left out. */
  readonly optimisation?: Optimisation;
  readonly budget?: BudgetName;
  /** Replaces single figures of the budget's method. */
  readonly method?: Partial<Method>;
  /** Seed of the inputs; 42 when left out. */
  readonly seed?: bigint;
  /** Path of an `.npz` or `.npy` file that holds the inputs. */
  readonly inputFile?: string;
  /** What the project says about the inputs. */
  readonly knowledge?: InputKnowledge;
  /** Absolute path of the project, whose data files are read for inputs. */
  readonly project?: string;
  /** Fresh processes for the cold times; 3 when left out. */
  readonly coldChildren?: number;
  /** Whether a profiled run tells where each operator ran; always for providers other than `cpu`. True when left out. */
  readonly placement?: boolean;
  /** Version of Tenon, for the fingerprint. */
  readonly tenon?: string;
}

export type BudgetName = 'quick' | 'standard' | 'full';

export interface BenchmarkOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Path of the Node or Electron program for the child; this process's own when left out. */
  readonly runtime?: string;
  /** Path of the child's program; the one that is shipped beside this code when left out. */
  readonly hostEntry?: string;
  /** The same for children that take turns. */
  readonly pacedEntry?: string;
  /** Path of the lock that keeps benchmarks on this machine apart. */
  readonly lockPath?: string;
  readonly deadlines?: Partial<Deadlines>;
  /** Bytes that each measuring process may take; nine tenths of what is free when it starts when left out. */
  readonly memoryLimit?: number;
}

export type Progress =
  /** Another benchmark runs on this machine; its process id where the lock tells it. */
  | { readonly step: 'waiting'; readonly holder: number | undefined }
  /** The machine's lock can't be had: two benchmarks may disturb each other. */
  | { readonly step: 'unlocked'; readonly reason: string }
  | { readonly step: 'read' }
  | { readonly step: 'hash'; readonly bytes: number; readonly of: number }
  /** The child process runs. */
  | { readonly step: 'started'; readonly pid: number }
  /** Two models take turns. */
  | { readonly step: 'pair'; readonly done: number; readonly of: number }
  /** A further fresh process for the cold times. */
  | { readonly step: 'cold'; readonly child: number; readonly of: number }
  /** The process that finds out where each operator runs. */
  | { readonly step: 'placement' }
  | { readonly step: 'phase'; readonly phase: Phase; readonly batch?: number }
  | { readonly step: 'slice'; readonly phase: Phase; readonly seconds: number; readonly atMost: number };
