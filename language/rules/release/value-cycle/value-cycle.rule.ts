import { AstUtils } from 'langium';
import { isDeclaration, isNameRef } from '../../../generated/ast.ts';
import type { Analysis } from '../../../scoping/analysis.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { findCycle } from '../../cycle.ts';
import type { Rule } from '../../rule.ts';

const VALUES: ReadonlySet<string> = new Set(['param', 'let']);

/** A parameter or named value is not computed from itself, also not through others. */
export const rule: Rule = {
  code: 'TN1902',
  name: 'value-cycle',
  summary: 'A parameter or named value does not depend on itself.',
  severity: 'error',
  reach: 'neighbours',
  checkFile({ file, analysis }, report) {
    const symbols = new Map<string, Symbol>();
    const next = (name: string): string[] => {
      const symbol = symbols.get(name)!;
      return dependencies(symbol, analysis).map((each) => {
        symbols.set(each.qualifiedName, each);
        return each.qualifiedName;
      });
    };
    for (const symbol of file.declared)
      if (VALUES.has(symbol.kind)) symbols.set(symbol.qualifiedName, symbol);
    for (const cycle of findCycle([...symbols.keys()], next)) {
      // The circle is told once, in the file of its first name.
      const [first, ...others] = cycle.map((name) => symbols.get(name)!);
      if (first!.file.path !== file.path) continue;
      report({
        code: 'TN1902',
        message: `Values depend on each other: ${[first!, ...others, first!].map(({ name }) => name).join(' → ')}.`,
        node: first!.node,
        property: 'name',
        help: 'Give one of them a value of its own.',
        related: others.map((symbol) => ({ symbol, message: 'Part of the circle.' })),
      });
    }
  },
};

function dependencies(symbol: Symbol, analysis: Analysis): Symbol[] {
  const value = isDeclaration(symbol.node) ? symbol.node.value : undefined;
  if (!value) return [];
  const names = analysis.scopeOf(symbol);
  return [...AstUtils.streamAst(value)].flatMap((node) => {
    const found = isNameRef(node) ? names.lookup(node.name, ['param', 'let']) : undefined;
    return found && VALUES.has(found.kind) ? [found] : [];
  });
}
