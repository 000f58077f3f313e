import { closeSync, openSync, writeSync } from 'node:fs';

export interface StepLog {
  write(chunk: Buffer): void;
  close(): void;
  /** Why a part of the output could not be kept. */
  readonly problem: string | undefined;
}

/**
 * Keeps the output of one step. It is written at once, so that a killed process leaves what it said. A disk
 * that is full costs the log and not the step: a step that is stopped half way is worse than a lost log.
 */
export function openStepLog(path: string): StepLog {
  const descriptor = openSync(path, 'w', 0o600);
  let problem: string | undefined;
  return {
    write(chunk) {
      if (problem !== undefined) return;
      try {
        for (let written = 0; written < chunk.length;) written += writeSync(descriptor, chunk, written);
      } catch (error) {
        problem = (error as NodeJS.ErrnoException).code ?? String(error);
      }
    },
    close: () => closeSync(descriptor),
    get problem() {
      return problem;
    },
  };
}
