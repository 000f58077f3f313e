/**
 * Writes the reference pages that follow from code: language, rules, targets, settings and the schema of
 * `tenon.json`. `--check` compares instead of writing and exits 1 when a page is out of date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsSchema } from '../language/project/settings-keys.ts';
import { languagePage } from './docs/language-page.ts';
import { rulePages } from './docs/rule-pages.ts';
import { settingsPage } from './docs/settings-page.ts';
import { targetsPage } from './docs/targets-page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const pages = new Map<string, string>([
  ['docs/language.md', languagePage()],
  ['docs/settings.md', settingsPage()],
  ['docs/tenon.schema.json', JSON.stringify(settingsSchema(), null, 2) + '\n'],
  ['docs/targets.md', targetsPage()],
  ...rulePages(root),
]);

const check = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of pages) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) {
    stale += 1;
    console.error(`${path} is out of date: run npm run generate.`);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
process.exitCode = stale > 0 ? 1 : 0;
