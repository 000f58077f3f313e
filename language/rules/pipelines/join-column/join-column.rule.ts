import { textOf } from '../../../parser/index.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { whereIs } from '../../../scoping/place.ts';
import { reference } from '../../../vocabulary/value-type.ts';
import { printBare, retype } from '../../features/retype.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { areComparable } from '../../type-family.ts';
import { clauseOf, itemsOf, writtenAt } from '../../written.ts';
import { comesFromSource } from '../step-results.ts';
import { rowsTaken, writtenSteps } from '../written-steps.ts';

const ROWS = reference('step', 'source', 'dataset');

/** Rows are joined by columns that both have, in one type. */
export const rule: Rule = {
  code: 'TN1636',
  name: 'join-column',
  summary: 'Rows are joined by a column that one side lacks, or has in another type.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const { step, action, file, reader } of writtenSteps(pipeline, model)) {
        if (step.verb !== 'join' || !comesFromSource(pipeline, step)) continue;
        const left = rowsTaken(pipeline, model, step);
        const others = itemsOf(clauseOf(action, 'with')).flatMap((item) => {
          const symbol = item.$type === 'NameRef' ? reader.read(ROWS, item)?.symbol : undefined;
          const rows = symbol && model.analysis.rowsOf(symbol);
          return symbol && rows ? [{ name: symbol.name, rows }] : [];
        });
        for (const item of itemsOf(clauseOf(action, 'by'))) {
          const column = textOf(item).replaceAll('`', '');
          if (item.$type !== 'NameRef' || !left) continue;
          const origin = { ...step.origin, file, range: whereIs(item) };
          const sides = [{ name: textOf(action.object!), rows: left }, ...others];
          const lacking = sides.find(({ rows }) => !rows.has(column));
          if (lacking) {
            const shared = [...left.keys()].filter((name) => others.every(({ rows }) => rows.has(name)));
            const near = suggest(column, shared) ?? (shared.length === 1 ? shared[0] : undefined);
            report({
              message: `${step.name} joins by ${column}, which ${lacking.name} does not have.`,
              origin,
              help: didYouMean(near) ?? `Columns of both: ${shared.join(', ') || 'none'}.`,
              data: {
                replacements:
                  near === undefined ? [] : [replace(`Change to ${near}`, writtenAt(file, item), near, true)],
              },
            });
            continue;
          }
          const own = left.get(column)!;
          const other = others.find(({ rows }) => !areComparable(own.type, rows.get(column)!.type));
          if (!other) continue;
          const theirs = other.rows.get(column)!;
          report({
            message: `${step.name} joins by ${column}, which is ${printBare(own.type)} in ${textOf(action.object!)} and ${printBare(theirs.type)} in ${other.name}.`,
            origin,
            help: 'No row of the one would be found in the other. Give both the type that the values really have.',
            data: {
              replacements: [
                ...retype(own.symbol, theirs.type, own.type.nullable),
                ...retype(theirs.symbol, own.type, theirs.type.nullable),
              ],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
