import type { Project } from '../../language/index.ts';
import type { CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { OpenedProject } from '../open-project.ts';

/** An environment by its simple and its qualified name; both are absent for the declarations as they stand. */
export interface ComparedSide {
  readonly name?: string;
  readonly qualifiedName?: string;
}

export interface ComparedPair {
  readonly one: ComparedSide;
  readonly other: ComparedSide;
}

/** What people read where a side is named. */
export const sideName = ({ name }: ComparedSide): string => name ?? 'no environment';

/** The two environments; undefined stands for none. */
export function choosePair(
  { project }: OpenedProject,
  one: string | undefined,
  other: string | undefined,
): { readonly pair: ComparedPair } | { readonly problem: CommandProblem } {
  const [first, second] = [sideOf(project, one), sideOf(project, other)];
  if ('problem' in first) return first;
  if ('problem' in second) return second;
  if (first.side.qualifiedName === second.side.qualifiedName) {
    const message = `Both are the environment ${sideName(first.side)}, so there is nothing to compare.`;
    return {
      problem: {
        exitCode: EXIT.usage,
        message,
        help: 'With one name, the declarations as they stand are compared with it.',
      },
    };
  }
  return { pair: { one: first.side, other: second.side } };
}

function sideOf(
  project: Project,
  name: string | undefined,
): { readonly side: ComparedSide } | { readonly problem: CommandProblem } {
  if (name === undefined) return { side: {} };
  const found = project.environment(name);
  if (!('message' in found)) return { side: { name: found.name, qualifiedName: found.qualifiedName } };
  const all = project.environments().map((each) => each.name);
  const list = all.length === 0 ? '' : `Environments: ${all.join(', ')}.`;
  const help = [found.help ?? '', found.help?.includes(list) === true ? '' : list].join(' ').trim();
  return { problem: { exitCode: EXIT.usage, message: found.message, help } };
}
