import { cpus } from 'node:os';

/** One line of the page. */
export interface Row {
  readonly title: string;
  readonly figures: string;
  readonly goal?: string;
  readonly isKept?: boolean;
}

/** The editor's section of docs/performance.md. */
export function performanceSection(rows: readonly Row[]): string {
  const lines = rows.map(({ title, figures, goal, isKept }) => {
    const verdict = goal === undefined ? '' : `${goal}: ${isKept ? 'kept' : '**not kept**'}`;
    return `| ${title} | ${figures} | ${verdict} |`;
  });
  return `## The editor

Written by \`npm run bench:editor -- --write\`.

Measured on ${new Date().toISOString().slice(0, 10)} with ${cpus()[0]!.model} (${cpus().length} processors), Node ${process.versions.node}, in one job over the language server protocol, a process for each server. Times say little about another machine; the ratios do. Each figure is the median of its repetitions where nothing else is said.

- **Tenon** is the built server as the extension starts it.
- **Langium's defaults** are Langium's default services on Tenon's grammar, in which names are cross-references, on the same files (\`test/performance/editor/langium-server.ts\`). It parses and links; it has none of Tenon's types and rules.
- **yaml-language-server** validates YAML of the same content against a schema; the 200 ms that it waits before it begins are taken off.
- **LikeC4** has as many files of as many lines in its own language: what its user waits for, not the same work.

| What | Figures | Goal |
| --- | --- | --- |
${lines.join('\n')}
`;
}
