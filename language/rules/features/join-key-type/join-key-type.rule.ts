import { source as sourceWord } from '../../../vocabulary/areas/data.ts';
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
        for (const { view, ref } of viewsJoined(step, model)) {
          const keys = view.of.flatMap((of) => model.element('entity', of)?.key.value ?? []);
          for (const from of view.from) {
            const source = from.kind === 'source' ? model.element('source', from) : undefined;
            for (const column of source?.columns ?? []) {
              const given = keys.includes(column.name) ? rows.get(column.name) : undefined;
              if (!given || areComparable(given.type, column.type)) continue;
              report({
                message: `The rows that ${step.name} takes have ${column.name} as ${printBare(given.type)}, and ${view.name} knows it as ${printBare(column.type)}.`,
                origin: ref.origin,
                help: 'No key would be found. Give both columns the type that the values really have.',
                data: {
                  replacements: [
                    ...retype(given.symbol, column.type, given.type.nullable),
                    ...retype(
                      model.block(sourceWord, from)?.symbol.members.get(column.name),
                      given.type,
                      column.type.nullable,
                    ),
                  ],
                },
                related: [{ origin: column.origin, message: `${view.name} takes it from here.` }],
              });
            }
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
