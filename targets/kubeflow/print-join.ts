import { TextBuilder, type Text } from '../kit/text.ts';
import type { JoinOutput } from './output.ts';
import { proseLine } from './settings.ts';
import { sqlName } from './sql.ts';

/** The SQL of a join step, for DuckDB: `examples` are the rows, the other tables are sources. */
export function printJoin(join: JoinOutput, header: string): Text {
  const builder = new TextBuilder();
  builder.line(header);
  builder.line(
    '-- Features as they were known at the time of each example: a window ends right before it.',
    join.cause,
  );
  join.parts.forEach((part, index) => {
    builder.line(index === 0 ? 'WITH' : '', index === 0 ? join.cause : undefined);
    builder.because(part.cause, () => {
      builder.line(`-- ${proseLine(part.comment)}`).line(`${part.name} AS (`);
      for (const { text, depth, cause } of part.lines) builder.line('  '.repeat(depth) + text, cause);
      builder.line(index < join.parts.length - 1 ? '),' : ')');
    });
  });
  builder.line('SELECT', join.cause).indent(() => {
    const hidden = ['example_id', ...join.hidden].map(sqlName).join(', ');
    builder.line(`examples.* EXCLUDE (${hidden})${join.columns.length > 0 ? ',' : ''}`, join.cause);
    join.columns.forEach(({ name, sql, cause }, index) => {
      builder.line(`${sql} AS ${sqlName(name)}${index < join.columns.length - 1 ? ',' : ''}`, cause);
    });
  });
  builder.line('FROM examples', join.cause);
  for (const { name, cause } of join.joined) builder.line(`LEFT JOIN ${name}`, cause);
  return builder.line('ORDER BY examples.example_id', join.cause).build();
}
