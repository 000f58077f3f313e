import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { System } from '../../language/index.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { openProject } from '../open-project.ts';
import { locateProject } from '../project-location.ts';
import type { Report } from '../report/report.ts';
import type { BenchRequest } from './bench-request.ts';
import { chooseSubjects, type Subject } from './subjects.ts';

export interface Prepared {
  /** Absolute path. */
  readonly project: string;
  readonly keepHistory: boolean;
  /** What the project says; undefined for a bare file. */
  readonly system: System | undefined;
  readonly subjects: readonly Subject[];
  readonly textOf: Report['textOf'];
}

/** Finds out what the argument names: an ONNX file, a project, or a model of the project around. */
export async function prepare(
  argument: string | undefined,
  request: BenchRequest,
  context: CliContext,
): Promise<Prepared | { readonly problem: CommandProblem }> {
  if (argument?.endsWith('.onnx')) return bareFile(argument, context.cwd);
  const isModel =
    argument !== undefined && /^[\w.]+$/.test(argument) && !existsSync(resolve(context.cwd, argument));
  const result = await openProject(isModel ? undefined : argument, context);
  if ('problem' in result) return result;
  const { project, location, textOf } = result.opened;
  const resolution = project.resolve(request.environment ?? project.settings.environment);
  if ('problem' in resolution) return { problem: { exitCode: EXIT.usage, ...resolution.problem } };
  const { system } = resolution;
  const chosen = chooseSubjects(system, request.model ?? (isModel ? argument : undefined));
  return 'problem' in chosen
    ? chosen
    : { project: location.folder, keepHistory: true, system, textOf, ...chosen };
}

/** A file is measured by itself; the result is kept when it lies in a project. */
function bareFile(path: string, cwd: string): Prepared | { readonly problem: CommandProblem } {
  const located = locateProject(path, cwd);
  if ('problem' in located) return located;
  const { folder, file = folder, hasSettings } = located.location;
  const short = relative(folder, file).replaceAll('\\', '/');
  return {
    project: folder,
    keepHistory: hasSettings,
    system: undefined,
    textOf: () => undefined,
    subjects: [{ name: short, path: short, promises: [] }],
  };
}
