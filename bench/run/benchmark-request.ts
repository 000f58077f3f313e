import type { EngineName, Method, Phase } from '../host/messages.ts';
import type { Deadlines } from './deadlines.ts';

export interface BenchmarkRequest {
  /** Path of the ONNX file. */
  readonly model: string;
  readonly engine?: EngineName;
  /** Execution provider by ONNX Runtime's name; `cpu` when left out. */
  readonly provider?: string;
  /** Items in a batch, one measurement each; 1 when left out. */
  readonly batches?: readonly number[];
  /** Sizes of other dimensions, by symbol (`sequence`) or by place (`ids[1]`). */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** Threads inside one operator, held between 1 and four for each core. */
  readonly threads?: number;
  readonly budget?: BudgetName;
  /** Replaces single figures of the budget's method. */
  readonly method?: Partial<Method>;
  /** Seed of the inputs; 42 when left out. */
  readonly seed?: bigint;
}

export type BudgetName = 'quick' | 'standard' | 'full';

export interface BenchmarkOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Path of the Node or Electron program for the child; this process's own when left out. */
  readonly runtime?: string;
  /** Path of the child's program; the one that is shipped beside this code when left out. */
  readonly hostEntry?: string;
  /** Path of the lock that keeps benchmarks on this machine apart. */
  readonly lockPath?: string;
  readonly deadlines?: Partial<Deadlines>;
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
  | { readonly step: 'phase'; readonly phase: Phase; readonly batch?: number }
  | { readonly step: 'slice'; readonly phase: Phase; readonly seconds: number; readonly atMost: number };
