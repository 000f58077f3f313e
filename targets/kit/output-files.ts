import type { TargetRun } from './generate.ts';
import type { GeneratedFile } from './ownership.ts';
import { printText } from './text.ts';
import type { Hash } from './trace-builder.ts';

/** Files of the project that are copied, each once; the caller hashes them before `outputFiles`. */
export const copiedSources = (runs: readonly TargetRun[]): readonly string[] => [
  ...new Set(runs.flatMap((run) => run.files.flatMap((file) => ('copyOf' in file ? [file.copyOf] : [])))),
];

/** The files of all runs with their hashes, with paths relative to the output root. */
export function outputFiles(
  runs: readonly TargetRun[],
  hash: Hash,
  hashesOfCopies: ReadonlyMap<string, string>,
): readonly GeneratedFile[] {
  return runs.flatMap((run) =>
    run.files.map((file): GeneratedFile => {
      const path = run.folder === '' ? file.path : `${run.folder}/${file.path}`;
      if ('copyOf' in file) {
        const sha256 = hashesOfCopies.get(file.copyOf);
        if (sha256 === undefined) throw new Error(`The hash of ${file.copyOf} is missing.`);
        return { path, target: run.id, content: { copyOf: file.copyOf, sha256 } };
      }
      const text = printText(file.text);
      return { path, target: run.id, content: { text, sha256: hash(text) } };
    }),
  );
}
