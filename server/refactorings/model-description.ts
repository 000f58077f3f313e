import { bindingRange, whereIs, type Project, type Symbol } from '../../language/index.ts';

/**
 * What a project says of some top-level declarations in one environment, without where it is written and how a
 * formula is spelled: by kind and qualified name. Two texts with the same descriptions are the same model.
 */
export function modelDescription(
  project: Project,
  symbols: readonly Symbol[],
  environment: string | undefined,
  nameOf: Naming = (name) => name,
): Map<string, string> {
  const resolved = project.model(environment);
  const description = new Map<string, string>();
  if ('problem' in resolved) return description;
  const { model } = resolved;
  for (const symbol of symbols) {
    const { element } = model.lowered(symbol);
    const said = element ? plain(element, nameOf) : meanings(project, symbol, nameOf);
    description.set(`${symbol.kind} ${nameOf(symbol.qualifiedName)}`, JSON.stringify(said));
  }
  return description;
}

/** The environments in which a project can be resolved, and none. */
export const environmentsOf = (project: Project): (string | undefined)[] => [
  undefined,
  ...project.environments().map(({ qualifiedName }) => qualifiedName),
];

/** How the qualified name of an element, or of a part of one, is compared. */
export type Naming = (name: string) => string;

/** By what elements were moved to. */
export const movedNames =
  (moved: ReadonlyMap<string, string>): Naming =>
  (name) => {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const to = moved.get(name.slice(0, end));
      if (to !== undefined) return to + name.slice(end);
    }
    return name;
  };

/** A part of what is made from a template is named like the part of the template that it comes from. */
export const templateNames =
  (instances: ReadonlyMap<string, string>): Naming =>
  (name) => {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const template = instances.get(name.slice(0, dot));
      if (template !== undefined) return template + name.slice(dot);
    }
    return name;
  };

/** Where something is written, and which layers its value has covered, is no part of what it is. */
const isPlace = (key: string, value: unknown): boolean =>
  key === 'under' || (typeof value === 'object' && value !== null && 'range' in value && 'layer' in value);

function plain(value: unknown, nameOf: Naming): unknown {
  if (typeof value === 'string') return nameOf(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  // Which parameter a value comes from is how it is spelled, too.
  const isValue = 'value' in value;
  const isSpelled = ('root' in value && 'type' in value) || ('dimension' in value && 'value' in value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) =>
          !isPlace(key, inner) &&
          !(isValue && key === 'parameter') &&
          !(isSpelled && (key === 'text' || key === 'parameters')),
      )
      .map(([key, inner]) => [key, plain(inner, nameOf)]),
  );
}

/** Names that stand for a value or a pattern, and may go without anything else being said. */
const VALUES: ReadonlySet<string> = new Set(['param', 'let', 'parameter', 'template']);

/** Of what the resolved model does not carry, what its names mean. */
function meanings(project: Project, symbol: Symbol, nameOf: Naming): string[] {
  const { start, end } = whereIs(symbol.node);
  const names = (project.checked(symbol.file.path)?.bindings ?? [])
    .filter((binding) => {
      const { line } = bindingRange(binding).start;
      return (
        line >= start.line &&
        line <= end.line &&
        !VALUES.has(binding.symbol.kind) &&
        !binding.symbol.file.library
      );
    })
    .map((binding) => `${binding.symbol.kind} ${nameOf(binding.symbol.qualifiedName)}`);
  return [...new Set(names)].sort();
}
