import type { Declaration, Statement } from '../../generated/ast.ts';
import { isDeclaration } from '../../generated/ast.ts';
import { clauseNodes, resolvePath, type Analysis } from '../../scoping/analysis.ts';
import { NameScope } from '../../scoping/name-scope.ts';
import type { Symbol, SymbolFile } from '../../scoping/symbol.ts';

/** A declaration inside an environment that says something else about an element. */
export class Override {
  readonly #environment: Symbol;
  readonly #index: number;
  /** The element. */
  readonly target: Symbol;

  constructor(environment: Symbol, index: number, target: Symbol) {
    this.#environment = environment;
    this.#index = index;
    this.target = target;
  }

  /** Looked up each time, since the environment may stand somewhere else in its file by now. */
  get node(): Declaration {
    return statementsOf(this.#environment)[this.#index] as Declaration;
  }

  get file(): SymbolFile {
    return this.#environment.file;
  }
}

const statementsOf = ({ node }: Symbol): readonly Statement[] =>
  isDeclaration(node) ? (node.body?.statements ?? []) : [];

/** The environment and those it extends, the most general one first. A cycle ends the chain. */
export function environmentChain(analysis: Analysis, environment: Symbol | undefined): Symbol[] {
  const chain: Symbol[] = [];
  for (
    let current = environment;
    current && !chain.includes(current);
    current = parentOf(analysis, current)
  ) {
    chain.unshift(current);
  }
  return chain;
}

export function parentOf(analysis: Analysis, environment: Symbol): Symbol | undefined {
  if (!isDeclaration(environment.node)) return undefined;
  const [path] = clauseNodes(environment.node.clauses, 'extends');
  const found = path && resolvePath(analysis.scopeOf(environment), path, ['environment'])?.[0];
  return found?.kind === 'environment' ? found : undefined;
}

/** Elements of different kinds may share a qualified name. */
export const overrideKey = (symbol: Symbol): string => `${symbol.kind} ${symbol.qualifiedName}`;

/** Overrides by kind and qualified name of the element that they are about, in the chain's order. */
export function overridesOf(
  analysis: Analysis,
  chain: readonly Symbol[],
): ReadonlyMap<string, readonly Override[]> {
  const result = new Map<string, Override[]>();
  for (const environment of chain) {
    for (const [index, node] of statementsOf(environment).entries()) {
      if (!isDeclaration(node) || !node.name) continue;
      const target = overridden(analysis, environment, node);
      if (!target) continue;
      const key = overrideKey(target);
      const list = result.get(key) ?? [];
      list.push(new Override(environment, index, target));
      result.set(key, list);
    }
  }
  return result;
}

/** The element that a declaration inside an environment is about. */
export function overridden(analysis: Analysis, environment: Symbol, node: Declaration): Symbol | undefined {
  const file = analysis.project.file(environment.file.path);
  const found =
    file && node.name ? new NameScope(analysis.project, file).lookup(node.name, [node.noun]) : undefined;
  return found?.kind === node.noun ? found : undefined;
}
