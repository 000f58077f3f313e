import { AstUtils, type AstNode } from 'langium';
import type { Expression as ExpressionSyntax, NameRef } from '../../../generated/ast.ts';
import { isCall, isEntry, isMember, isNameRef } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { FUNCTIONS } from '../../../vocabulary/functions.ts';
import { replaceNode } from '../../edits.ts';
import { isAggregate, nodesOf } from '../../expression-nodes.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Beside an aggregate over many rows, the value of a column alone says not of which row. */
export const rule: Rule = {
  code: 'TN1419',
  name: 'loose-column',
  summary: 'A formula mixes an aggregate over many rows with a column of a single one.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('features', (view, model, report) => {
      const keys = view.of.flatMap((of) => model.element('entity', of)?.key.value ?? []);
      const block = model.ownBlock(featuresWord, view);
      for (const { name, formula } of view.features) {
        const outside = [...nodesOf(formula.root, (node) => !isAggregate(node))];
        const aggregate = outside.find(isAggregate);
        const loose = outside.flatMap((node) =>
          // What a request brings is one value and has no source.
          node.node === 'column' && node.source && !keys.includes(node.name) ? [node.name] : [],
        );
        if (!aggregate || loose.length === 0) continue;
        report({
          message: `${name} mixes ${aggregate.function}() of many rows with ${[...new Set(loose)].join(', ')} of one.`,
          origin: formula.origin,
          help: `Say which row is meant, such as last(${loose[0]!}).`,
          data: { replacements: takeLast(block?.symbol.members.get(name), new Set(loose)) },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function takeLast(feature: Symbol | undefined, loose: ReadonlySet<string>): Replacement[] {
  const formula = feature && isEntry(feature.node) ? feature.node.formula : undefined;
  if (!feature || !formula) return [];
  const edits = [...AstUtils.streamAst(formula)]
    .filter((node): node is ExpressionSyntax => isColumn(node, loose) && !isInAggregate(node, formula))
    .map((node) => replaceNode(feature.file.path, node, `last(${textOf(node)})`));
  return [{ title: `Take the latest ${[...loose].join(', ')}`, edits }];
}

const isColumn = (node: object, names: ReadonlySet<string>): boolean =>
  isMember(node)
    ? names.has(node.member)
    : isNameRef(node) && names.has(node.name) && !isMember(node.$container) && !isCallee(node);

const isCallee = (node: NameRef): boolean => isCall(node.$container) && node.$container.callee === node;

function isInAggregate(node: AstNode, formula: AstNode): boolean {
  for (let each = node.$container; each && each !== formula.$container; each = each.$container) {
    if (isCall(each) && isNameRef(each.callee) && FUNCTIONS.get(each.callee.name)?.role === 'aggregate')
      return true;
  }
  return false;
}
