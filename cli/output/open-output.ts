import { existsSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ChangeSet } from '../../targets/kit/change-set.ts';
import type { GeneratedFile } from '../../targets/kit/ownership.ts';
import { STATE_FOLDER } from '../../targets/kit/ownership-manifest.ts';
import { applyChanges, type ApplyOptions } from './apply-changes.ts';
import { makeFolders } from './make-folders.ts';
import { lockOutput } from './output-lock.ts';
import { asResult, type OutputResult } from './output-problem.ts';
import { outputRoot, RUN_FOLDER } from './output-root.ts';
import { readState, type OutputState } from './read-output.ts';
import { recover, type OnStep, type Recovered } from './swap.ts';

/** The output folder, held by this process until `close`. */
export interface OpenOutput {
  /** Absolute, with links resolved. */
  readonly root: string;
  /** What became of a write that an earlier process did not finish. */
  readonly recovered: Recovered;
  read(generated: readonly GeneratedFile[], signal?: AbortSignal): Promise<OutputResult<OutputState>>;
  /** Writes all of the changes or nothing. */
  apply(changes: ChangeSet, options: ApplyOptions): Promise<OutputResult<{ readonly applied: true }>>;
  /** Gives the folder free; folders that were made and are still empty are removed. */
  close(): void;
}

export interface OpenOptions {
  /** How long to wait for another process, in milliseconds. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
  readonly onStep?: OnStep;
}

const DEFAULT_WAIT_MS = 3_000;

/** Takes the output folder for this process and finishes what an earlier one has begun. */
export function openOutput(folder: string, options: OpenOptions = {}): Promise<OutputResult<OpenOutput>> {
  return asResult(folder, async () => {
    const root = outputRoot(folder);
    const made = missingFolders(root);
    const close = (): void =>
      [join(root, RUN_FOLDER), join(root, STATE_FOLDER), ...made].forEach(removeIfEmpty);
    try {
      makeFolders(root);
      const lock = await lockOutput(root, options.waitMs ?? DEFAULT_WAIT_MS, options.signal);
      try {
        const recovered = recover(root, options.onStep ?? (() => undefined));
        return {
          root,
          recovered,
          read: (generated, signal) => asResult(root, () => readState(root, generated, signal)),
          apply: (changes, applyOptions) =>
            asResult(root, async () => {
              await applyChanges(root, changes, lock, applyOptions);
              return { applied: true as const };
            }),
          close: () => {
            lock.release();
            close();
          },
        };
      } catch (error) {
        lock.release();
        throw error;
      }
    } catch (error) {
      close();
      throw error;
    }
  });
}

/** Folders that will be made for the root, the innermost first. */
function missingFolders(root: string): readonly string[] {
  const missing: string[] = [];
  for (let folder = root; !existsSync(folder); folder = dirname(folder)) missing.push(folder);
  return missing;
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something lies in it, or it was never made: both are fine.
  }
}
