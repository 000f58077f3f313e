import type { Features, Source } from '../../../model/data.ts';
import type { Ref } from '../../../model/element.ts';
import type { ModelView } from '../../model-view.ts';
import { source as sourceWord } from '../../../vocabulary/areas/data.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { areComparable } from '../../type-family.ts';
import { printBare, retype } from '../retype.ts';

/** The sources of one view are joined with each other by the key of its entity. */
export const rule: Rule = {
  code: 'TN1415',
  name: 'view-key-type',
  summary: 'The sources of a view hold the key of its entity in different types.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('features', (view, model, report) => {
      const keys = view.of.flatMap((of) => model.element('entity', of)?.key.value ?? []);
      const [first, ...others] = sourcesBehind(view, model, new Set());
      if (!first) return;
      for (const { from, source } of others) {
        for (const column of source.columns) {
          const other = first.source.columns.find(({ name }) => name === column.name);
          if (!keys.includes(column.name) || !other || areComparable(column.type, other.type)) continue;
          const symbolIn = (name: Ref) => model.block(sourceWord, name)?.symbol.members.get(column.name);
          report({
            message: `${column.name} is ${printBare(other.type)} in ${first.source.name} and ${printBare(column.type)} in ${source.name}, and ${view.name} joins them by it.`,
            origin: from.origin,
            help: 'No row of the one would be found in the other. Give both the type that the values really have.',
            data: {
              replacements: [
                ...retype(symbolIn(source), other.type, column.type.nullable),
                ...retype(symbolIn(first.source), column.type, other.type.nullable),
              ],
            },
            related: [
              { origin: other.origin, message: `${column.name} of ${first.source.name}.` },
              { origin: column.origin, message: `${column.name} of ${source.name}.` },
            ],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

interface Behind {
  /** Where the view names it, or names the view that it stands behind. */
  readonly from: Ref;
  readonly source: Source;
}

/** The sources of a view and of the views below it, each once. */
function sourcesBehind(view: Features, model: ModelView, seen: Set<string>): readonly Behind[] {
  const found: Behind[] = [];
  // With a list: views can stand on each other in long chains.
  const open = view.from.map((from) => ({ from, at: from })).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { from, at } = next;
    if (seen.has(at.qualifiedName)) continue;
    seen.add(at.qualifiedName);
    const source = at.kind === 'source' ? model.element('source', at) : undefined;
    if (source) found.push({ from, source });
    const below = at.kind === 'features' ? model.element('features', at) : undefined;
    if (below) open.push(...below.from.map((each) => ({ from, at: each })).reverse());
  }
  return found;
}
