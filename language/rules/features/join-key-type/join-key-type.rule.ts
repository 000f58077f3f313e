import type { Column } from '../../../model/data.ts';
import type { Ref } from '../../../model/element.ts';
import type { JoinStep } from '../../../model/pipeline.ts';
import { source as sourceWord } from '../../../vocabulary/areas/data.ts';
import type { ModelView } from '../../model-view.ts';
import { isVerb } from '../../pipelines/step-results.ts';
import { rowsTaken } from '../../pipelines/written-steps.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { areComparable } from '../../type-family.ts';
import { printBare, retype } from '../retype.ts';
import { viewsJoined } from '../views-joined.ts';

/** A key is compared with a key, and a text is never equal to a number. */
export const rule: Rule = {
  code: 'TN1414',
  name: 'join-key-type',
  summary: 'Rows and features know an entity by keys of different types.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'join')) continue;
        const rows = rowsTaken(pipeline, model, step);
        if (!rows) continue;
        for (const [name, sides] of keysOf(step, model)) {
          const given = rows.get(name);
          const other = given && sides.find(({ column }) => !areComparable(given.type, column.type));
          if (!other) continue;
          // Where most agree with the rows, the one that does not is the one to change.
          const agreeing = sides.filter(({ column }) => areComparable(given.type, column.type)).length;
          const isOdd = agreeing > 0 && agreeing >= sides.length - agreeing;
          report({
            message: `The rows that ${step.name} takes have ${name} as ${printBare(given.type)}, and ${other.view} knows it as ${printBare(other.column.type)}.`,
            origin: isOdd ? other.column.origin : other.ref.origin,
            help: 'No key would be found. Give both columns the type that the values really have.',
            data: {
              replacements: [
                ...retype(
                  model.block(sourceWord, other.source)?.symbol.members.get(name),
                  given.type,
                  other.column.type.nullable,
                ),
                ...(isOdd ? [] : retype(given.symbol, other.column.type, given.type.nullable)),
              ],
            },
            related: isOdd
              ? [{ origin: other.ref.origin, message: `${step.name} joins them here.` }]
              : [{ origin: other.column.origin, message: `${other.view} takes it from here.` }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** A column that a view knows its entity by. */
interface Side {
  readonly view: string;
  readonly ref: Ref;
  readonly source: Ref;
  readonly column: Column;
}

/** Key columns of the entities that a join is about, by name. */
function keysOf(step: JoinStep, model: ModelView): ReadonlyMap<string, readonly Side[]> {
  const found = new Map<string, Side[]>();
  for (const { view, ref } of viewsJoined(step, model)) {
    const keys = view.of.flatMap((of) => model.element('entity', of)?.key.value ?? []);
    for (const from of view.from) {
      const source = from.kind === 'source' ? model.element('source', from) : undefined;
      for (const column of source?.columns ?? []) {
        if (!keys.includes(column.name)) continue;
        const side = { view: view.name, ref, source: from, column };
        found.set(column.name, [...(found.get(column.name) ?? []), side]);
      }
    }
  }
  return found;
}
