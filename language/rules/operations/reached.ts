import { AstUtils, type AstNode } from 'langium';
import { isAction, isNameRef, type Action, type NameRef } from '../../generated/ast.ts';
import type { Analysis } from '../../scoping/analysis.ts';
import type { Symbol } from '../../scoping/symbol.ts';

/** Kinds whose own references count as those of what refers to them. */
const FOLLOWED: ReadonlySet<string> = new Set([
  'service', 'model', 'features', 'bundle', 'optimize', 'engine', 'pipeline', 'training', 'search', 'dataset',
]); // prettier-ignore

/** Everything that an element refers to, and what that refers to, without what it only watches. */
export function reachedFrom(start: Symbol, analysis: Analysis): ReadonlySet<Symbol> {
  const reached = new Set<Symbol>([start]);
  for (const symbol of reached) {
    if (!FOLLOWED.has(symbol.kind)) continue;
    const names = analysis.scopeOf(symbol).inside(symbol);
    const template = analysis.scopeOf(symbol).templateOf(symbol);
    for (const node of template ? [symbol.node, template.node] : [symbol.node]) {
      for (const part of AstUtils.streamAst(node)) {
        if (!isNameRef(part) || isWatched(part)) continue;
        // A model and its training may share a name, so everything of that name counts.
        for (const found of [names.lookup(part.name), ...kindsOf(part.name, names)]) {
          const top = found && topOf(found);
          if (top && top !== template) reached.add(top);
        }
      }
    }
  }
  return reached;
}

const kindsOf = (name: string, names: ReturnType<Analysis['scopeOf']>): (Symbol | undefined)[] =>
  ['model', 'features', 'optimize', 'training'].map((kind) => names.lookup(name, [kind]));

const isMonitor = (node: AstNode): node is Action => isAction(node) && node.verb === 'monitor';

const isWatched = (node: NameRef): boolean => AstUtils.getContainerOfType(node, isMonitor) !== undefined;

const topOf = (symbol: Symbol): Symbol => (symbol.parent ? topOf(symbol.parent) : symbol);
