// Writes what follows from language/grammar: language/generated (types of the syntax tree, the grammar as data,
// the word lists) and the TextMate grammar.
// With --check nothing is written; the exit code is 1 when the committed files are not what would be written.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { textmateGrammar } from './textmate-grammar.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const grammarFolder = join(root, 'language', 'grammar');

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

const RESERVED = ['true', 'false', 'null', 'not', 'and', 'or', 'if', 'then', 'else'];

/** The words that position can turn into keywords, read from the grammar so that no list is kept by hand. */
function readWords() {
  const nouns = [];
  let clauses = [];
  for (const name of readdirSync(grammarFolder)
    .filter((file) => file.endsWith('.langium'))
    .sort()) {
    const text = readFileSync(join(grammarFolder, name), 'utf8');
    for (const match of text.matchAll(/returns (\w+): noun='(\w+)'/gu)) nouns.push([match[2], match[1]]);
    clauses = /terminal CLAUSE: \/([a-z|]+)\//u.exec(text)?.[1].split('|') ?? clauses;
  }
  return { nouns, clauses };
}

function wordLists({ nouns, clauses }) {
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
    `export const RESERVED_WORDS: ReadonlySet<string> = new Set([${RESERVED.map((word) => `'${word}'`).join(',')}]);`,
    '',
  ].join('\n');
}

const words = readWords();
const style = await resolveConfig(join(root, 'package.json'));
const formatted = (text, parser) => format(text, { ...style, parser, singleQuote: true, printWidth: 110 });
const textmate = textmateGrammar({ nouns: words.nouns.map(([noun]) => noun), clauses: words.clauses });
const generated = Object.entries(runLangium()).map(([name, text]) => [
  join('language', 'generated', name),
  text,
]);
const files = [
  ...generated,
  [join('language', 'generated', 'words.ts'), await formatted(wordLists(words), 'typescript')],
  [join('syntaxes', 'tenon.tmLanguage.json'), await formatted(JSON.stringify(textmate), 'json')],
];
const stale = [];
for (const [name, text] of files) {
  const path = join(root, name);
  let current;
  try {
    current = readFileSync(path, 'utf8');
  } catch {
    current = undefined;
  }
  if (current === text) continue;
  stale.push(name);
  if (process.argv.includes('--check')) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`Not current: ${stale.join(', ')}. Run node tools/generate-grammar.mjs.`);
  process.exitCode = 1;
} else {
  console.log(
    stale.length === 0
      ? 'Everything that follows from the grammar is current.'
      : `Wrote ${stale.join(', ')}.`,
  );
}
