import { isDeclaration, resolvePath, clauseNodes, type Symbol, type Syntax } from '../../language/index.ts';
import type { ProjectNames } from './project-names.ts';

/** An environment's override of a declaration. */
export interface Override {
  readonly environment: Symbol;
  readonly node: Syntax.Declaration;
  readonly path: string;
}

/** Where environments say something else about a declaration. */
export function overridesOf(symbol: Symbol, names: ProjectNames): Override[] {
  return names.filesWithAll([symbol.name, 'environment']).flatMap(({ path, file, checked }) =>
    checked.bindings.flatMap(({ node, property, symbol: bound }) => {
      if (bound !== symbol || property !== 'name' || !isDeclaration(node) || node === symbol.node) return [];
      const environment = file.symbols.declared.find(
        (each) => each.kind === 'environment' && holds(each, node),
      );
      return environment ? [{ environment, node, path }] : [];
    }),
  );
}

function holds({ node: outer }: Symbol, node: Syntax.Declaration): boolean {
  for (let part: { $container?: unknown } | undefined = node; part; part = part.$container as typeof part) {
    if (part === outer) return true;
  }
  return false;
}

/** Environments that an environment extends. */
export function extendedBy(environment: Symbol, names: ProjectNames): Symbol[] {
  if (!isDeclaration(environment.node)) return [];
  const scope = names.project.analysis.scopeOf(environment);
  return clauseNodes(environment.node.clauses, 'extends').flatMap(
    (node) => resolvePath(scope, node, ['environment'])?.filter(({ kind }) => kind === 'environment') ?? [],
  );
}

/** Environments that extend one. */
export const extending = (environment: Symbol, names: ProjectNames): Symbol[] =>
  names
    .pathsWithAll([environment.name, 'environment', 'extends'])
    .flatMap((path) => names.project.files.get(path)!.symbols.declared)
    .filter((each) => each.kind === 'environment' && extendedBy(each, names).includes(environment));
