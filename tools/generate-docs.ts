/**
 * Writes the reference pages that follow from code: command line, language, rules, targets, types, settings, and
 * the schemas of `tenon.json` and of the resolved model. `--check` compares instead of writing and exits 1 when a
 * page is out of date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsSchema } from '../language/project/settings-schema.ts';
import { TARGETS } from '../targets/registry.ts';
import { inChinese } from './docs/chinese-texts.ts';
import { commandLinePage } from './docs/command-line-page.ts';
import { languagePage } from './docs/language-page.ts';
import { modelSchema } from './docs/model-schema.ts';
import { rulePages } from './docs/rule-pages.ts';
import { settingsPage } from './docs/settings-page.ts';
import { targetsPage } from './docs/targets-page.ts';
import { typesPage } from './docs/types-page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const schema = settingsSchema(TARGETS.map(({ manifest }) => manifest));
const asJson = (value: unknown): string => JSON.stringify(value, null, 2) + '\n';

const pages = new Map<string, string>([
  ['docs/command-line.md', commandLinePage()],
  ['docs/language.md', languagePage()],
  ['docs/model.schema.json', asJson(modelSchema())],
  ['docs/settings.md', settingsPage()],
  ['docs/tenon.schema.json', asJson(schema)],
  ['docs/tenon.schema.zh-cn.json', asJson(await inChinese(schema))],
  ['docs/targets.md', targetsPage()],
  ['docs/types.md', typesPage()],
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
