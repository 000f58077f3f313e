import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../../language/index.ts';
import { hostOf, modelFile } from '../../testing/model-files.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Candidate } from './candidate.ts';
import { completionsAt, type Completions } from './completions.ts';
import { fuzzyMatch } from './fuzzy-match.ts';
import { sortText } from './ranked-list.ts';
import { acceptRow } from './testing/try-completion.ts';

const GALLERY = join(import.meta.dirname, '../../../examples/gallery');
const TEXTS = Object.fromEntries(
  globSync('**/*.tenon', { cwd: GALLERY }).map((path) => [
    path.replaceAll('\\', '/'),
    readFileSync(join(GALLERY, path), 'utf8'),
  ]),
);
/** Data, features and serving; a language model's service; cloud, training and pipelines. */
const TYPED = ['recommender.tenon', 'llm-serving.tenon', 'aws-image-classifier.tenon'] as const;

/** Completes one file of the gallery again and again. */
class Typist {
  readonly #host = hostOf(TEXTS);
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async at(text: string, offset: number): Promise<{ model: ModelFile; found: Completions | undefined }> {
    this.#host.project.setFile(this.#path, text);
    const model = modelFile(this.#host, this.#path);
    return { model, found: await completionsAt(model, offset, { most: 150, foundBelow: () => new Set() }) };
  }
}

describe.each(TYPED)('typing %s from its first to its last character', (path) => {
  const text = TEXTS[path]!;

  it(
    'never fails, repeats no label, and keeps the list while a word is typed on',
    { timeout: 120_000 },
    async () => {
      const typist = new Typist(path);
      let before: Completions | undefined;
      for (let offset = 0; offset <= text.length; offset++) {
        const { found } = await typist.at(text.slice(0, offset), offset);
        const here = JSON.stringify(text.slice(Math.max(0, offset - 40), offset));
        const labels = found?.shown.map(({ label }) => label) ?? [];
        expect(new Set(labels).size, here).toBe(labels.length);
        expect(labels.length, here).toBeLessThanOrEqual(150);
        if (found) expect([found.start <= offset, found.end >= offset], here).toEqual([true, true]);
        if (found && before?.start === found.start && before.prefix !== '' && !before.isIncomplete) {
          expect(fitting(found, found.prefix), here).toEqual(fitting(before, found.prefix));
        }
        before = found;
      }
    },
  );

  it('offers nothing that brings a syntax error', { timeout: 120_000 }, async () => {
    const typist = new Typist(path);
    const starts = [...text.matchAll(/(?<![\p{L}\p{N}_])/gu)].map(({ index }) => index);
    for (const offset of starts.filter((_, index) => index % 11 === 3)) {
      const before = text.slice(0, offset);
      const whole = before + closing(before);
      const { model, found } = await typist.at(whole, offset);
      if (found === undefined || hasErrors(`${before}x${closing(before)}`)) continue;
      for (const row of found.shown) {
        const marked = await typedOn(acceptRow(model, offset, found, row), row, typist);
        expect(hasErrors(marked.replace('‸', '')), `${row.label} at ${JSON.stringify(marked)}`).toBe(false);
      }
    }
  });
});

/** The rows that an editor still shows after more was typed. */
const fitting = ({ shown }: Completions, typed: string): string[] =>
  shown
    .filter(({ filter, label }) => fuzzyMatch(typed, filter ?? label) !== undefined)
    .map((row) => `${row.label} ${sortText(row)}`);

const hasErrors = (text: string): boolean => parseFile(text).problems.length > 0;

/** A row that opens the next list is followed by the first row of that, and a name where there is no list. */
async function typedOn(marked: string, row: Candidate, typist: Typist, steps = 4): Promise<string> {
  const text = marked.replace('‸', '');
  if (!row.goesOn || steps === 0 || !hasErrors(text)) return marked;
  const offset = marked.indexOf('‸');
  const { model, found } = await typist.at(text, offset);
  const next = found?.shown.find(({ label }) => label !== row.label);
  if (!found || !next) return marked.replace('‸', 'x‸');
  return typedOn(acceptRow(model, offset, found, next), next, typist, steps - 1);
}

const PAIRS: Readonly<Record<string, string>> = { '{': '\n}', '[': ']', '(': ')' };

/** What closes the brackets that are open at the end of a text. */
function closing(text: string): string {
  const open: string[] = [];
  const code = text.replaceAll(/\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|`[^`\n]*`/gu, '');
  for (const sign of code) {
    if (sign in PAIRS) open.unshift(PAIRS[sign]!);
    else if ('}])'.includes(sign)) open.shift();
  }
  return open.join('');
}
