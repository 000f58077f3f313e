import { isStep, resolvePath, type Symbol } from '../../../language/index.ts';
import type { ProjectNames } from '../../names/project-names.ts';
import { itemsOf } from '../../names/row-columns.ts';
import { distinct } from '../../names/symbol-identity.ts';

/**
 * Members that must be called the same as one of these: what an instance says about a part of its template, and
 * tensors that an ensemble hands on by their names.
 */
export function tiedMembers(member: Symbol, names: ProjectNames): Symbol[] {
  const tied = [member];
  for (const each of tied) {
    const others = [...inTemplate(each, names), ...handedOn(each, names)];
    for (const other of others) if (!tied.includes(other)) tied.push(other);
  }
  return distinct(tied);
}

/** The same part in the template of an instance, and in all instances of a template. */
function inTemplate(member: Symbol, names: ProjectNames): Symbol[] {
  const path: string[] = [];
  let top = member;
  for (; top.parent; top = top.parent) path.unshift(top.name);
  if (path.length === 0) return [];
  const template = top.kind === 'template' ? top : names.project.analysis.scopeOf(top).templateOf(top);
  if (!template) return [];
  const owners = [template, ...names.instancesOf(template).map(({ symbol }) => symbol)];
  return owners.flatMap((owner) => {
    const found = path.reduce<Symbol | undefined>((at, name) => at?.members.get(name), owner);
    return found?.kind === member.kind ? [found] : [];
  });
}

/** `step b = run second on a`: outputs of the first model fill the inputs of the second that are called the same. */
function handedOn(port: Symbol, names: ProjectNames): Symbol[] {
  const { parent, kind } = port;
  if (!parent || (kind !== 'input' && kind !== 'output')) return [];
  return names
    .pathsWith([parent.name])
    .flatMap((path) => names.project.files.get(path)!.symbols.declared)
    .filter((service) => service.kind === 'service')
    .flatMap((service) => service.all.filter(({ kind: each }) => each === 'step'))
    .flatMap((step) => {
      const taker = ranBy(step, names);
      return givers(step, names).flatMap((giver) => {
        if (kind === 'output' && giver === parent) return portsOf(taker, 'input', port.name);
        return kind === 'input' && taker === parent ? portsOf(giver, 'output', port.name) : [];
      });
    });
}

const portsOf = (owner: Symbol | undefined, kind: string, name: string): Symbol[] =>
  owner?.all.filter((port) => port.kind === kind && port.name === name) ?? [];

/** The model that a step runs. */
function ranBy(step: Symbol, names: ProjectNames): Symbol | undefined {
  const action = isStep(step.node) ? step.node.action : undefined;
  const [object] = action?.verb === 'run' ? itemsOf(action.object) : [];
  return object && resolvePath(names.scopeOf(step), object, ['model', 'engine'])?.[0];
}

/** The models whose whole results a step takes; with several outputs these go by name. */
function givers(step: Symbol, names: ProjectNames): Symbol[] {
  const action = isStep(step.node) ? step.node.action : undefined;
  const on = action?.clauses.filter(({ word }) => word === 'on').flatMap(({ value }) => itemsOf(value)) ?? [];
  const before = on.flatMap((node) => resolvePath(names.scopeOf(step), node, ['step'])?.slice(0, 1) ?? []);
  const models = before.flatMap((each) => ranBy(each, names) ?? []);
  return models.filter(({ all }) => all.filter(({ kind }) => kind === 'output').length > 1);
}
