import {
  clauseNodes,
  findMachine,
  isAction,
  isDeclaration,
  isEntry,
  type Symbol,
  type Syntax,
} from '../../../language/index.ts';
import type { ProjectNames } from '../../names/project-names.ts';
import { pathOf } from './name-text.ts';

/** How many GPUs each machine must have for what an element does; 0 when it says nothing of GPUs. */
export function gpusNeeded(element: Symbol): number {
  const perNode = runsOf(element)
    .flatMap(({ body }) => body?.statements ?? [])
    .find((each) => isEntry(each) && each.name === 'gpus_per_node');
  if (perNode && isEntry(perNode) && perNode.value?.$type === 'NumberLiteral') return perNode.value.value;
  return /\bon gpu\b/u.test(element.node.$cstNode?.text ?? '') ? 1 : 0;
}

/** The same for a pool or machine, by what the project runs on it. */
export function gpusNeededOn(place: Symbol, names: ProjectNames): number {
  const users = names
    .pathsWith([place.name])
    .slice(0, MOST_FILES)
    .flatMap((path) => names.project.files.get(path)?.symbols.declared ?? [])
    .filter((element) => runsOf(element).some((action) => placeNames(action).includes(place.name)));
  return Math.max(0, ...users.map(gpusNeeded));
}

const MOST_FILES = 50;

const runsOf = ({ node }: Symbol): Syntax.Action[] =>
  statementsOf(node)
    .filter(isAction)
    .filter(({ verb }) => verb === 'runs');

const placeNames = ({ clauses }: Syntax.Action): (string | undefined)[] =>
  clauseNodes(clauses, 'on').map((node) => pathOf(node)?.at(-1));

/** How many GPUs each machine of a pool has, or the best machine of a cluster. */
export function gpusOf(place: Symbol): number {
  const name = machineOf(place);
  if (name !== undefined) return findMachine(name)?.gpu?.count ?? 0;
  return Math.max(0, ...place.all.filter(({ kind }) => kind === 'pool').map(gpusOf));
}

/** The kind of machine that a pool or single machine is made of. */
export function machineOf({ node }: Symbol): string | undefined {
  const entry = statementsOf(node).find((each) => isEntry(each) && each.name === 'machine');
  return entry && isEntry(entry) && entry.value?.$type === 'StringLiteral' ? entry.value.value : undefined;
}

const statementsOf = (node: Symbol['node']): readonly Syntax.Statement[] =>
  isDeclaration(node) ? (node.body?.statements ?? []) : [];
