import { join, relative } from 'node:path';
import { fixAll, type AppliedFix, type Diagnostic } from '../../language/index.ts';
import { fileDiff } from '../../targets/kit/unified-diff.ts';
import type { OpenedProject } from '../open-project.ts';
import { replaceFile } from '../replace-file.ts';
import type { CheckedEnvironment } from './check-project.ts';

export interface FixOptions {
  readonly environments: readonly CheckedEnvironment[];
  /** Only findings with these codes; all when absent. */
  readonly codes?: readonly string[];
  /** Only findings of this file, relative to the project. */
  readonly file?: string;
  /** Absolute path of the folder that the paths of the patch begin at. */
  readonly patchFolder: string;
  /** Nothing is written. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

export interface FixedProject {
  readonly applied: readonly AppliedFix[];
  /** Paths of changed files, relative to the project. */
  readonly changed: readonly string[];
  /** What was or would be written, as a patch. */
  readonly diff: string;
}

/** Applies the safe fixes to the project, in memory and then on the disk. */
export function fixProject({ project, location }: OpenedProject, options: FixOptions): FixedProject {
  const before = new Map([...project.files].map(([path, { text }]) => [path, text]));
  const check = (): Diagnostic[] => {
    options.signal.throwIfAborted();
    return options.environments.flatMap(({ qualifiedName }) => project.check(qualifiedName));
  };
  const applied = fixAll(
    project,
    check,
    ({ code, file }) => (options.codes?.includes(code) ?? true) && (options.file ?? file) === file,
  );
  const changed = [...project.files].filter(([path, { text }]) => before.get(path) !== text);
  const patchPath = (path: string): string =>
    relative(options.patchFolder, join(location.folder, path)).replaceAll('\\', '/');
  const diff = changed.map(([path, { text }]) => fileDiff(patchPath(path), before.get(path), text)).join('');
  if (!options.dryRun) for (const [path, { text }] of changed) replaceFile(join(location.folder, path), text);
  return { applied, changed: changed.map(([path]) => path), diff };
}
