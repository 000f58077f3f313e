import { resolve } from 'node:path';
import { hashFile } from './hash-file.ts';
import { asResult, isMissing, OutputError, type OutputResult } from './output-problem.ts';

/** Hashes of the project's files that are copied, by their path relative to the project; for `outputFiles`. */
export function hashCopies(
  projectRoot: string,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<OutputResult<ReadonlyMap<string, string>>> {
  return asResult(projectRoot, async () => {
    const hashes = new Map<string, string>();
    for (const path of paths) {
      try {
        hashes.set(path, await hashFile(resolve(projectRoot, path), signal));
      } catch (error) {
        if (!isMissing(error)) throw error;
        throw new OutputError(
          'source-missing',
          `${path} is not there, so it can't be placed beside the generated files.`,
        );
      }
    }
    return hashes;
  });
}
