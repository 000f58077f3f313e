import { isEntry } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { nodesOf } from '../../expression-nodes.ts';
import type { Symbol } from '../../../scoping/symbol.ts';

/** Aggregates that give 0 for a window without rows. */
const COUNTS: ReadonlySet<string> = new Set(['count', 'count_if', 'count_distinct']);

/** A window may be empty, and then a count is 0. */
export const rule: Rule = {
  code: 'TN1418',
  name: 'divided-count',
  summary: 'A feature is divided by a count that may be 0.',
  severity: 'hint',
  reach: 'element',
  set: 'strict',
  checks: [
    onElement('features', (view, model, report) => {
      const block = model.ownBlock(featuresWord, view);
      for (const { name, formula } of view.features) {
        const guarded = [...nodesOf(formula.root)].some((node) => node.node === 'conditional');
        const division = [...nodesOf(formula.root)].find(
          (node) =>
            node.node === 'binary' &&
            node.operator === '/' &&
            node.right.node === 'call' &&
            COUNTS.has(node.right.function),
        );
        if (!division || guarded) continue;
        report({
          message: `${name} is divided by a count that is 0 where there are no rows.`,
          origin: formula.origin,
          help: 'Say what it is then: if count() == 0 then 0 else ….',
          data: { replacements: guard(block?.symbol.members.get(name)) },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function guard(feature: Symbol | undefined): Replacement[] {
  const formula = feature && isEntry(feature.node) ? feature.node.formula : undefined;
  if (!feature || formula?.$type !== 'Binary' || formula.operator !== '/') return [];
  const text = `if ${textOf(formula.right)} == 0 then 0 else ${textOf(formula)}`;
  return [
    { title: 'Take 0 where there are no rows', edits: [replaceNode(feature.file.path, formula, text)] },
  ];
}
