import { bindingRange, whereIs, type Project, type Symbol } from '../../language/index.ts';

/**
 * What a project says of some top-level declarations in one environment, without where it is written and how a
 * formula is spelled: by kind and qualified name. Two texts with the same descriptions are the same model.
 */
export function modelDescription(
  project: Project,
  symbols: readonly Symbol[],
  environment: string | undefined,
  moved: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const resolved = project.model(environment);
  const description = new Map<string, string>();
  if ('problem' in resolved) return description;
  const { model } = resolved;
  for (const symbol of symbols) {
    const { element } = model.lowered(symbol);
    const said = element ? plain(element, moved) : meanings(project, symbol, moved);
    description.set(`${symbol.kind} ${nameAfter(symbol.qualifiedName, moved)}`, JSON.stringify(said));
  }
  return description;
}

/** The environments in which a project can be resolved, and none. */
export const environmentsOf = (project: Project): (string | undefined)[] => [
  undefined,
  ...project.environments().map(({ qualifiedName }) => qualifiedName),
];

/** The qualified name of an element, or of a part of one, after elements were moved. */
export function nameAfter(name: string, moved: ReadonlyMap<string, string>): string {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const to = moved.get(name.slice(0, end));
    if (to !== undefined) return to + name.slice(end);
  }
  return name;
}

/** Where something is written, and which layers its value has covered, is no part of what it is. */
const PLACES: ReadonlySet<string> = new Set(['origin', 'under']);

function plain(value: unknown, moved: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return nameAfter(value, moved);
  if (Array.isArray(value)) return value.map((item) => plain(item, moved));
  if (typeof value !== 'object' || value === null) return value;
  const isSpelled = ('root' in value && 'type' in value) || ('dimension' in value && 'value' in value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !PLACES.has(key) && !(isSpelled && (key === 'text' || key === 'parameters')))
      .map(([key, inner]) => [key, plain(inner, moved)]),
  );
}

/** Names that stand for a value or a pattern, and may go without anything else being said. */
const VALUES: ReadonlySet<string> = new Set(['param', 'let', 'parameter', 'template']);

/** Of what the resolved model does not carry, what its names mean. */
function meanings(project: Project, symbol: Symbol, moved: ReadonlyMap<string, string>): string[] {
  const { start, end } = whereIs(symbol.node);
  const names = (project.checked(symbol.file.path)?.bindings ?? [])
    .filter((binding) => {
      const { line } = bindingRange(binding).start;
      return line >= start.line && line <= end.line && !VALUES.has(binding.symbol.kind);
    })
    .map((binding) => `${binding.symbol.kind} ${nameAfter(binding.symbol.qualifiedName, moved)}`);
  return [...new Set(names)].sort();
}
