// Writes language/generated from language/grammar: the syntax tree's types, the grammar as data, the word lists.
// With --check nothing is written; the exit code is 1 when the committed files are not what would be written.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const grammarFolder = join(root, 'language', 'grammar');
const outputFolder = join(root, 'language', 'generated');

/** Runs langium-cli on a copy, so that nothing is left behind when it fails. */
function runLangium() {
  const work = mkdtempSync(join(tmpdir(), 'tenon-grammar-'));
  try {
    cpSync(grammarFolder, join(work, 'grammar'), { recursive: true });
    const cli = join(root, 'node_modules', 'langium-cli', 'bin', 'langium.js');
    const run = spawnSync(
      process.execPath,
      [cli, 'generate', '-f', join(work, 'grammar', 'langium-config.json')],
      {
        cwd: work,
        encoding: 'utf8',
      },
    );
    const report = `${run.stdout}${run.stderr}`;
    if (run.status !== 0 || /\b(error|warning)\b/iu.test(report))
      throw new Error(`langium generate failed:\n${report}`);
    const generated = join(work, 'generated');
    return Object.fromEntries(
      readdirSync(generated).map((name) => [name, readFileSync(join(generated, name), 'utf8')]),
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The words that position can turn into keywords, read from the grammar so that no list is kept by hand. */
function wordLists() {
  const nouns = [];
  let clauses = [];
  for (const name of readdirSync(grammarFolder)
    .filter((file) => file.endsWith('.langium'))
    .sort()) {
    const text = readFileSync(join(grammarFolder, name), 'utf8');
    for (const match of text.matchAll(/returns (\w+): noun='(\w+)'/gu)) nouns.push([match[2], match[1]]);
    clauses = /terminal CLAUSE: \/([a-z|]+)\//u.exec(text)?.[1].split('|') ?? clauses;
  }
  return [
    '// Generated from language/grammar by tools/generate-grammar.mjs.',
    '',
    '/** Noun as written → type of its syntax node. */',
    `export const NOUNS: ReadonlyMap<string, string> = new Map([${nouns.map(([noun, type]) => `['${noun}', '${type}']`).join(',')}]);`,
    '',
    '/** The small words of section 2 of the language reference. */',
    `export const CLAUSE_WORDS: ReadonlySet<string> = new Set([${clauses.map((word) => `'${word}'`).join(',')}]);`,
    '',
    '/** Words that are never names unless they stand in backticks. */',
    "export const RESERVED_WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'not', 'and', 'or', 'if', 'then', 'else']);",
    '',
  ].join('\n');
}

const prettierOptions = {
  ...(await resolveConfig(join(outputFolder, 'words.ts'))),
  parser: 'typescript',
  singleQuote: true,
  printWidth: 110,
};
const files = { ...runLangium(), 'words.ts': await format(wordLists(), prettierOptions) };
const stale = [];
for (const [name, text] of Object.entries(files)) {
  const path = join(outputFolder, name);
  let current;
  try {
    current = readFileSync(path, 'utf8');
  } catch {
    current = undefined;
  }
  if (current === text) continue;
  stale.push(name);
  if (process.argv.includes('--check')) continue;
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(path, text);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(
    `language/generated is not current: ${stale.join(', ')}. Run node tools/generate-grammar.mjs.`,
  );
  process.exitCode = 1;
} else {
  console.log(stale.length === 0 ? 'language/generated is current.' : `Wrote ${stale.join(', ')}.`);
}
