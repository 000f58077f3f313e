import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { displayPath } from '../project-location.ts';

export interface FoundModel {
  /** Absolute path. */
  readonly path: string;
  /** As people see it. */
  readonly file: string;
}

/** The file that is named: by its path, by the name of a model in this project, or by both. */
export async function findModel(
  argument: string | undefined,
  model: string | undefined,
  context: CliContext,
): Promise<{ readonly found: FoundModel } | { readonly problem: CommandProblem }> {
  const { cwd } = context;
  const path = argument === undefined ? undefined : resolve(cwd, argument);
  const isThere = path !== undefined && statSync(path, { throwIfNoEntry: false }) !== undefined;
  if (model === undefined && path !== undefined && (isThere || /\.\w+$|[\\/]/.test(argument!))) {
    return { found: { path, file: argument! } };
  }
  if (model === undefined && argument === undefined) {
    return { problem: { exitCode: EXIT.usage, message: 'Name an ONNX file, or a model of the project.' } };
  }
  // The language is loaded for names only: a file is inspected without it.
  const { openProject } = await import('../open-project.ts');
  const { chooseSubjects } = await import('../bench/subjects.ts');
  const opened = await openProject(model === undefined ? undefined : argument, context);
  if ('problem' in opened) return opened;
  const { project, location } = opened.opened;
  const resolution = project.resolve(project.settings.environment);
  if ('problem' in resolution) return { problem: { exitCode: EXIT.usage, ...resolution.problem } };
  const chosen = chooseSubjects(resolution.system, model ?? argument);
  if ('problem' in chosen) return chosen;
  const found = join(location.folder, chosen.subjects[0]!.path);
  return { found: { path: found, file: displayPath(found, cwd) } };
}
