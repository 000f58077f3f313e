import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../../language/diagnostics/codes.ts';
import { RULES } from '../../language/index.ts';
import { table } from './markdown.ts';

/** One page for each rule, copied from its folder, and the list of all of them. */
export function rulePages(root: string): Map<string, string> {
  const pages = new Map<string, string>();
  const rows: string[][] = [];
  for (const rule of [...RULES].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const page = readPage(root, rule.name);
    rows.push([`[${rule.code}](rules/${rule.code}.md)`, rule.severity, rule.summary]);
    pages.set(`docs/rules/${rule.code}.md`, page);
  }
  const general = Object.entries(CODES).map(([name, code]) => [
    code,
    name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`),
  ]);
  pages.set(
    'docs/rules.md',
    [
      '# Rules',
      '',
      'Generated from `language/rules` by `npm run generate`. The severity of each can be set in `tenon.json`.',
      '',
      table(['Code', 'Severity', 'What it finds'], rows),
      '',
      '## Checks of words and names',
      '',
      table(['Code', 'About'], general),
      '',
    ].join('\n'),
  );
  return pages;
}

function readPage(root: string, name: string): string {
  const folder = join(root, 'language/rules');
  for (const area of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, area.name, name, `${name}.md`);
    if (area.isDirectory() && existsSync(path)) return readFileSync(path, 'utf8');
  }
  throw new Error(`The rule ${name} has no page ${name}.md beside it.`);
}
