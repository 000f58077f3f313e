import type { BenchmarkReport } from './report.ts';
import type { ReportTable } from './section.ts';

/** The report as Markdown, for a pull request or a wiki. Parts that the result does not have are left out. */
export function markdownReport({ subject, facts, remarks, sections }: BenchmarkReport): string {
  const parts = [
    `# Benchmark of ${cell(subject)}`,
    facts.map(([name, value]) => `- ${name}: ${cell(value)}`).join('\n'),
    ...(remarks.length === 0 ? [] : [remarks.map((remark) => `> ${cell(remark)}`).join('\n>\n')]),
    ...Object.values(sections)
      .filter(({ table }) => table.rows.length > 0)
      .flatMap(({ title, table }) => [`## ${title}`, markdownTable(table)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function markdownTable({ columns, rows }: ReportTable): string {
  return [columns, columns.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/** Names come from files: none of them may break a table or become a link. */
const cell = (text: string): string => text.replaceAll(/[\\`*_[\]<>|]/gu, '\\$&').replaceAll(/\s+/gu, ' ');
