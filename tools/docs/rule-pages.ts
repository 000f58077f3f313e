import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../../language/diagnostics/codes.ts';
import { LOAD_CODES, RULES } from '../../language/index.ts';
import { SETTINGS_CODES } from '../../language/project/settings-reader.ts';
import { SUPPRESSION_CODES } from '../../language/rules/suppression.ts';
import { table } from './markdown.ts';

/** One page for each rule, copied from its folder, and the list of all of them. */
export function rulePages(root: string): Map<string, string> {
  const pages = new Map<string, string>();
  const rows: string[][] = [];
  for (const rule of [...RULES].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const page = readPage(root, rule.name);
    rows.push([
      `[${rule.code}](rules/${rule.code}.md)`,
      rule.severity,
      rule.set ?? 'recommended',
      rule.fixes ? 'yes' : '',
      rule.summary,
    ]);
    pages.set(`docs/rules/${rule.code}.md`, page);
  }
  const codes = { ...CODES, ...LOAD_CODES, ...SETTINGS_CODES, ...SUPPRESSION_CODES };
  const entries = Object.entries(codes).sort(([, a], [, b]) => (a < b ? -1 : 1));
  const general = entries.map(([name, code]) => [
    code,
    name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`),
  ]);
  pages.set(
    'docs/rules.md',
    [
      '# Rules',
      '',
      'Generated from `language/rules` by `npm run generate`. `tenon rules TN1703` prints a page; `tenon check --fix` applies the safe fixes.',
      '',
      'A project has the set `recommended` unless its `tenon.json` extends `strict` or `all`. There the severity of each rule can be set, for the whole project or for some files ([settings](settings.md)). In place, a comment hides a finding of the next line, or of its own; it needs a reason, and is itself reported when it hides nothing:',
      '',
      '```tenon',
      '// tenon-ignore TN1703: the meter counts in seconds',
      'objective { latency.p99 < 3 }',
      '```',
      '',
      table(['Code', 'Severity', 'Set', 'Fix', 'What it finds'], rows),
      '',
      '## Checks of words, names and the project file',
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
