import type { Action, Clause, Expression } from '../generated/ast.ts';
import { isDeclaration, isStep } from '../generated/ast.ts';
import type { NameScope } from '../scoping/name-scope.ts';
import type { Symbol } from '../scoping/symbol.ts';
import type { ModelView } from './model-view.ts';

/** Clauses of a step that name what it takes, or what it waits for. */
const TAKING: ReadonlySet<string> = new Set(['on', 'with', 'from', 'when']);

/** Every step of a declaration, those of its branches and loops included. */
export const stepsIn = (of: Symbol): readonly Symbol[] =>
  of.all.flatMap((member) => [...(isStep(member.node) ? [member] : []), ...stepsIn(member)]);

/** The steps that each step waits for, as it names them in its line; what it does on failure waits for nothing. */
export function waitsFor(step: Symbol): readonly Symbol[] {
  const action = actionOf(step);
  if (!action) return [];
  return [...new Set(namesTaken(action))].flatMap((name) => {
    for (let around = step.parent; around; around = around.parent) {
      const named = around.members.get(name);
      if (named) return isStep(named.node) ? [named] : [];
    }
    return [];
  });
}

/**
 * Whether a step or output takes something that nobody knows. That is told where it stands; what would follow from
 * it, such as that nothing takes what was meant, is not told again.
 */
export function takesUnknown(of: Symbol, model: ModelView): boolean {
  const names = model.analysis.scopeOf(of);
  const action = actionOf(of);
  const taken = action
    ? namesTaken(action)
    : isDeclaration(of.node)
      ? of.node.clauses.flatMap((clause) => namesOf(clause))
      : [];
  return taken.some((name) => names.lookup(name) === undefined);
}

/** The same for all steps and outputs of a declaration. */
export const hasUnknown = (of: Symbol, model: ModelView): boolean =>
  [...stepsIn(of), ...of.all.filter(({ kind }) => kind === 'output')].some((each) =>
    takesUnknown(each, model),
  );

/** Whether names that are written are not known, or a feature that its view does not have. */
export function namesUnknown(node: Expression, names: NameScope): boolean {
  if (node.$type === 'List') return node.items.some((item) => namesUnknown(item, names));
  if (node.$type === 'Version') return namesUnknown(node.receiver, names);
  if (node.$type === 'NameRef') return names.lookup(node.name) === undefined;
  if (node.$type !== 'Member' || node.receiver.$type !== 'NameRef') return false;
  const view = names.lookup(node.receiver.name, ['features']);
  return !view || (view.kind === 'features' && !names.member(view, node.member));
}

const actionOf = ({ node }: Symbol): Action | undefined => (isStep(node) ? node.action : undefined);

const namesTaken = (action: Action): readonly string[] => [
  ...(action.object ? headsOf(action.object) : []),
  ...action.clauses.flatMap((clause) => namesOf(clause)),
];

/** A condition names steps by their results (`report.passed`); its other names are figures and functions. */
const namesOf = ({ word, value }: Clause): readonly string[] =>
  value && TAKING.has(word) ? headsOf(value, word === 'when') : [];

function headsOf(node: Expression, inCondition = false): readonly string[] {
  switch (node.$type) {
    case 'NameRef':
      return inCondition ? [] : [node.name];
    case 'Member':
    case 'Version':
      return headsOf(node.receiver);
    case 'List':
      return node.items.flatMap((item) => headsOf(item, inCondition));
    case 'Binary':
      return [...headsOf(node.left, inCondition), ...headsOf(node.right, inCondition)];
    case 'Unary':
      return headsOf(node.operand, inCondition);
    default:
      return [];
  }
}
