import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suggest } from '../../language/index.ts';
import type { CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { outputOf } from '../output-folder.ts';
import { displayPath, locateProject } from '../project-location.ts';
import { readTraces, type OutputTraces } from '../trace/read-traces.ts';

export interface Generated {
  readonly output: OutputTraces;
  /** Absolute path of the project. */
  readonly project: string;
  /** Text of a model file or a generated one, relative to the project. */
  readonly textOf: (file: string) => string | undefined;
}

/** What was generated for a project, with its traces. The models themselves are not loaded. */
export function openGenerated(
  path: string | undefined,
  out: string | undefined,
  targets: readonly string[] | undefined,
  cwd: string,
): Generated | { readonly problem: CommandProblem } {
  const located = locateProject(path, cwd);
  if ('problem' in located) return located;
  const project = located.location.folder;
  const output = readTraces(out === undefined ? outputOf(project) : resolve(cwd, out));
  if (output.problems.length > 0) {
    return {
      problem: { exitCode: EXIT.unreadable, message: output.problems.join('\n  '), help: 'Generate again.' },
    };
  }
  if (output.traces.length === 0) {
    const message = `Nothing was generated into ${displayPath(output.root, cwd)} yet.`;
    return {
      problem: {
        exitCode: EXIT.unreadable,
        message,
        help: 'Run `tenon generate` first, or give the folder with --out.',
      },
    };
  }
  const known = [...new Set(output.traces.map(({ trace }) => trace.target))];
  const unknown = targets?.find((target) => !known.includes(target));
  if (unknown !== undefined) {
    const near = suggest(unknown, known);
    const help = near === undefined ? `There are files of ${known.join(', ')}.` : `Did you mean ${near}?`;
    return {
      problem: { exitCode: EXIT.usage, message: `Nothing was generated for a target ${unknown}.`, help },
    };
  }
  return { output, project, textOf: (file) => readText(join(project, file)) };
}

const readText = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;
