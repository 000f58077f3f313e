import { pythonBuilder, pythonLiteral, quotePython } from '../kit/python.ts';
import type { Text } from '../kit/text.ts';
import type { CheckList, SourceOutput } from './output.ts';

/** sources.py: where rows come from. */
export function printSources(sources: readonly SourceOutput[], header: string): Text {
  const builder = pythonBuilder();
  builder
    .line(header)
    .line(
      '"""Where rows come from, and the type of each column. A relative location lies below data_root."""',
    )
    .blank();
  builder
    .line('from steps.tables import Source')
    .blank()
    .line('SOURCES = {')
    .indent(() => {
      for (const source of [...sources].sort((a, b) => (a.name < b.name ? -1 : 1))) {
        builder.line(`${quotePython(source.name)}: Source(`, source.cause).indent(() => {
          builder.line(`location=${quotePython(source.location.value)},`, source.location.cause);
          builder.line(`format=${quotePython(source.format.value)},`, source.format.cause ?? source.cause);
          builder.line('columns={', source.cause).indent(() => {
            for (const { name, type, cause } of source.columns)
              builder.line(`${quotePython(name)}: ${pythonLiteral(type ?? null)},`, cause);
          });
          builder.line('},', source.cause);
        });
        builder.line('),', source.cause);
      }
    });
  return builder.line('}').build();
}

/** expectations.py: what is expected of rows, by validate step. */
export function printChecks(lists: readonly CheckList[], header: string): Text {
  const builder = pythonBuilder();
  builder
    .line(header)
    .line('"""What is expected of the rows, by step. Conditions are SQL; those of the schema come first."""')
    .blank();
  builder
    .line('from steps.validation import Rows, Table, Unique')
    .blank()
    .line('EXPECTATIONS = {')
    .indent(() => {
      for (const list of lists) {
        builder.line(`${quotePython(list.step)}: [`, list.cause).indent(() => {
          for (const check of list.checks) {
            const kind = { rows: 'Rows', unique: 'Unique', table: 'Table' }[check.kind];
            const severity = check.severity === 'warning' ? ', severity="warning"' : '';
            builder.line(
              `${kind}(${quotePython(check.title)}, ${pythonLiteral(check.condition)}${severity}),`,
              check.cause,
            );
          }
        });
        builder.line('],', list.cause);
      }
    });
  return builder.line('}').build();
}
