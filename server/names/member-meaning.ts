import {
  isAction,
  isDeclaration,
  isEntry,
  isStep,
  resolvePath,
  type NameScope,
  type Symbol,
  type Syntax,
} from '../../language/index.ts';
import type { ProjectNames } from './project-names.ts';
import { columnOf, itemsOf, rowsBeside } from './row-columns.ts';
import { rowSymbol } from './symbol-identity.ts';

/** What a name after a dot means: declared inside, or a part, a column or a tensor that a step gives. */
export function memberOf(receiver: Symbol, name: string, scope: NameScope, names: ProjectNames): Symbol[] {
  const member = scope.member(receiver, name);
  if (member) return [member];
  switch (receiver.kind) {
    case 'step':
      return first(partOf(receiver, name, names), columnOf(receiver, name, names), tensorOf(receiver, name, names)); // prettier-ignore
    case 'source':
    case 'dataset':
      return first(partOf(receiver, name, names), columnOf(receiver, name, names));
    case 'parameter':
      return memberOfArguments(receiver, name, names);
    default:
      return [];
  }
}

const first = (...all: Symbol[][]): Symbol[] => all.find((each) => each.length > 0) ?? [];

/** A part of a split: of the step's rows, or of the dataset or step that it takes them from. */
export function partOf(receiver: Symbol, name: string, names: ProjectNames): Symbol[] {
  const seen = new Set<Symbol>();
  const open = [receiver];
  for (let each = open.shift(); each; each = open.shift()) {
    if (seen.has(each)) continue;
    seen.add(each);
    const holder = each;
    const parts = splitsOf(holder).flatMap(({ body }) =>
      (body?.statements ?? []).filter((row) => isEntry(row) && row.name === name && row.value !== undefined),
    );
    if (parts.length > 0) return parts.map((part) => rowSymbol(part as Syntax.Entry, 'part', holder));
    if (holder.kind === 'step') open.push(...rowsBeside(holder, names));
  }
  return [];
}

function splitsOf({ node }: Symbol): Syntax.Action[] {
  if (isStep(node)) return node.action?.verb === 'split' ? [node.action] : [];
  const statements = isDeclaration(node) ? (node.body?.statements ?? []) : [];
  return statements.filter(isAction).filter(({ verb }) => verb === 'split');
}

/** What a model or pipeline that the step runs gives out. */
function tensorOf(step: Symbol, name: string, names: ProjectNames): Symbol[] {
  const action = isStep(step.node) ? step.node.action : undefined;
  if (!action || !['run', 'predict'].includes(action.verb)) return [];
  const scope = names.scopeOf(step);
  return itemsOf(action.object).flatMap((node) => {
    const ran = resolvePath(scope, node, ['model', 'engine', 'pipeline', 'service'])?.[0];
    return ran?.all.filter((port) => port.kind === 'output' && port.name === name) ?? [];
  });
}

/** `site.serving` inside a template: what the clouds that are given for `site` call so. */
function memberOfArguments(parameter: Symbol, name: string, names: ProjectNames): Symbol[] {
  const template = parameter.parent;
  if (!template || !isDeclaration(template.node)) return [];
  const index = template.node.parameters.findIndex((each) => each === parameter.node);
  return names.instancesOf(template).flatMap(({ symbol, call }) => {
    const argument =
      call.arguments.find((each) => each.name === parameter.name) ??
      (call.arguments[index]?.name === undefined ? call.arguments[index] : undefined);
    const scope = names.project.analysis.scopeOf(symbol);
    const given = argument && resolvePath(scope, argument.value)?.[0];
    const member = given && given !== parameter ? scope.member(given, name) : undefined;
    return member ? [member] : [];
  });
}
