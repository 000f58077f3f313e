import type { Column, Source } from '../../../model/data.ts';
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
      if (view.from.length < 2) return;
      const keys = view.of.flatMap((of) => model.element('entity', of)?.key.value ?? []);
      const joined = view.from.map((from) => ({ from, sources: sourcesOf(from, model) }));
      for (const key of keys) {
        const [first, ...others] = joined.flatMap(({ from, sources }) => holderOf(key, from, sources) ?? []);
        for (const { from, source, column } of others) {
          const other = first!.column;
          if (areComparable(column.type, other.type)) continue;
          const symbolIn = (name: Ref) => model.block(sourceWord, name)?.symbol.members.get(column.name);
          report({
            message: `${column.name} is ${printBare(other.type)} in ${first!.source.name} and ${printBare(column.type)} in ${source.name}, and ${view.name} joins them by it.`,
            origin: from.origin,
            help: 'No row of the one would be found in the other. Give both the type that the values really have.',
            data: {
              replacements: [
                ...retype(symbolIn(source), other.type, column.type.nullable),
                ...retype(symbolIn(first!.source), column.type, other.type.nullable),
              ],
            },
            related: [
              { origin: other.origin, message: `${column.name} of ${first!.source.name}.` },
              { origin: column.origin, message: `${column.name} of ${source.name}.` },
            ],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** A source that holds a key, and where the view names it, or names the view that it stands behind. */
interface Holder {
  readonly from: Ref;
  readonly source: Source;
  readonly column: Column;
}

function holderOf(key: string, from: Ref, sources: readonly Source[]): Holder | undefined {
  for (const source of sources) {
    const column = source.columns.find(({ name }) => name === key);
    if (column) return { from, source, column };
  }
  return undefined;
}

/**
 * The source itself, or the nearest ones behind a view. What stands further away is the concern of the views
 * between, each of which tells its own fault.
 */
function sourcesOf(from: Ref, model: ModelView): readonly Source[] {
  if (from.kind === 'source') return [model.element('source', from) ?? []].flat();
  const view = model.analysis.project.topLevel('features', from.qualifiedName);
  if (!view) return [];
  return model.analysis.viewSources.nearest(view).flatMap((symbol) => model.element('source', symbol) ?? []);
}
