import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Project } from '../../language/index.ts';
import { readSnippet, snippetFiles, snippetTexts } from '../../tools/generate-snippets.ts';

const FOLDER = join(import.meta.dirname, '../../snippets');

const check = (text: string): string[] => {
  const project = new Project();
  project.setFile('snippet.tenon', text);
  return project.check().map(({ code, message }) => `${code} ${message}`);
};

/** The text as the editor inserts it when every stop is left as it is. */
function expand(body: readonly string[]): string {
  const filled = new Map<string, string>();
  const text = body.join('\n').replaceAll(/\$\{(\d+):([^}]*)\}/gu, (_, stop: string, value: string) => {
    filled.set(stop, value);
    return value;
  });
  return text
    .replaceAll(/(?<!\\)\$(\d+)/gu, (_, stop: string) => filled.get(stop)!)
    .replaceAll(/\\([\\$])/gu, '$1');
}

describe('snippets', () => {
  it.each(snippetFiles().map((file) => [basename(file), file]))(
    '%s is a model that checks clean',
    (_, file) => {
      expect(check(readFileSync(file, 'utf8'))).toEqual([]);
    },
  );

  it.each(snippetFiles().map((file) => [basename(file), file]))(
    '%s expands to what was checked',
    (_, file) => {
      const text = readFileSync(file, 'utf8');
      const { body } = readSnippet(text);
      expect(text).toContain(`// begin\n${expand(body)}\n// end`);
      expect(body.join('\n')).toContain('${1:');
    },
  );

  it('are built from the current files, in each language', async () => {
    for (const [name, text] of Object.entries(await snippetTexts()))
      expect(readFileSync(join(FOLDER, name), 'utf8')).toBe(text);
  });
});
