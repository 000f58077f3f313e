import type { Rule } from '../../rule.ts';
import type { Entity, Source } from '../../../model/data.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';

/** Rows are matched with entities by the key, so each source of a view needs its columns. */
export const rule: Rule = {
  code: 'TN1401',
  name: 'entity-key',
  summary: 'Every source of a feature view has the key columns of the entity.',
  severity: 'error',
  checkSystem({ system }, report) {
    const entities = new Map<string, Entity>();
    const sources = new Map<string, Source>();
    for (const element of system.elements) {
      if (element.kind === 'entity') entities.set(element.qualifiedName, element);
      if (element.kind === 'source') sources.set(element.qualifiedName, element);
    }
    for (const view of system.elements) {
      if (view.kind !== 'features') continue;
      for (const from of view.from) {
        const source = sources.get(from.qualifiedName);
        if (!source || source.columns.length === 0) continue;
        const names = source.columns.map((column) => column.name);
        for (const of of view.of) {
          const entity = entities.get(of.qualifiedName);
          const missing = entity?.key.value.find((column) => !names.includes(column));
          if (!entity || missing === undefined) continue;
          report({
            message: `${source.name} has no column ${missing}, which is the key of ${entity.name}.`,
            origin: from.origin,
            help:
              didYouMean(suggest(missing, names)) ?? 'Add the column, or compute the view of another entity.',
            related: [
              { origin: entity.key.origin, message: `The key of ${entity.name}.` },
              { origin: source.origin, message: `The columns of ${source.name}.` },
            ],
          });
        }
      }
    }
  },
};
