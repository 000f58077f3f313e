import { entity as entityWord } from '../../../vocabulary/areas/features.ts';
import { textOf } from '../../../parser/index.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import type { ModelView } from '../../model-view.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { itemsOf, writtenAt } from '../../written.ts';

/** Rows are matched with entities by the key, so each source of a view needs its columns. */
export const rule: Rule = {
  code: 'TN1401',
  name: 'entity-key',
  summary: 'Every source of a feature view has the key columns of the entity.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('features', (view, model, report) => {
      for (const from of view.from) {
        const source = from.kind === 'source' ? model.element('source', from) : undefined;
        if (!source || source.columns.length === 0) continue;
        const names = source.columns.map((column) => column.name);
        for (const of of view.of) {
          const entity = model.element('entity', of);
          const missing = entity?.key.value.find((column) => !names.includes(column));
          if (!entity || missing === undefined) continue;
          const suggestion = suggest(missing, names);
          report({
            message: `${source.name} has no column ${missing}, which is the key of ${entity.name}.`,
            origin: from.origin,
            help: didYouMean(suggestion) ?? 'Add the column, or compute the view of another entity.',
            data: {
              replacements: suggestion === undefined ? [] : changeKey(model, entity, missing, suggestion),
            },
            related: [
              { origin: entity.key.origin, message: `The key of ${entity.name}.` },
              { origin: source.origin, message: `The columns of ${source.name}.` },
            ],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

function changeKey(
  model: ModelView,
  entity: { readonly name: string; readonly qualifiedName: string },
  from: string,
  to: string,
): Replacement[] {
  const entry = model.block(entityWord, entity)?.entries('key').at(-1);
  const item = itemsOf(entry?.node.value).find((each) => textOf(each).replaceAll('`', '') === from);
  if (!entry || !item) return [];
  const at = writtenAt(entry.in.reader.names.file.path, item);
  return [replace(`Change the key of ${entity.name} to ${to}`, at, to)];
}
