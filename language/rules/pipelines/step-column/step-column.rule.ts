import { textOf } from '../../../parser/index.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { whereIs } from '../../../scoping/place.ts';
import type { Expression as ExpressionSyntax } from '../../../generated/ast.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf, itemsOf, writtenAt } from '../../written.ts';
import { comesFromSource } from '../step-results.ts';
import { entriesIn, rowsTaken, writtenSteps, type WrittenStep } from '../written-steps.ts';

/** Where verbs name columns of the rows that they take: behind `by`, or in a property. */
const BY: ReadonlySet<string> = new Set(['aggregate', 'window', 'sort', 'sample', 'deduplicate']);
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  map: ['keep', 'drop'],
  join: ['as_of'],
  tokenize: ['column'],
};

/** A step names columns that its rows have. */
export const rule: Rule = {
  code: 'TN1635',
  name: 'step-column',
  summary: 'A step names a column that the rows it takes do not have.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const each of writtenSteps(pipeline, model)) {
        const { step, file } = each;
        const columns = columnsOf(each);
        if (columns.length === 0) continue;
        const rows = rowsTaken(pipeline, model, step);
        if (!rows || !comesFromSource(pipeline, step)) continue;
        for (const item of columns) {
          const name = textOf(item).replaceAll('`', '');
          if (item.$type !== 'NameRef' || rows.has(name)) continue;
          const near = suggest(name, rows.keys());
          report({
            message: `The rows that ${step.name} takes have no column ${name}.`,
            origin: { ...step.origin, file, range: whereIs(item) },
            help: didYouMean(near) ?? `Columns: ${[...rows.keys()].slice(0, 8).join(', ')}.`,
            data: {
              replacements:
                near === undefined ? [] : [replace(`Change to ${near}`, writtenAt(file, item), near, true)],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

const columnsOf = ({ step, action }: WrittenStep): readonly ExpressionSyntax[] => [
  ...(BY.has(step.verb) ? itemsOf(clauseOf(action, 'by')) : []),
  ...(PROPERTIES[step.verb] ?? []).flatMap((property) =>
    entriesIn(action.body)
      .filter((entry) => entry.name === property && !entry.formula)
      .flatMap((entry) => itemsOf(entry.value)),
  ),
];
