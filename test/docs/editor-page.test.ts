import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/editor.md'), 'utf8');

interface Row {
  readonly line: string;
  /** Tests by file and name, or why there is none. */
  readonly tests: readonly string[];
}

const rows: Row[] = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (What one may expect|---) /u.test(line))
  .map((line) => {
    const [, expected, , tests] = line.split(/(?<!\\)\|/u).map((cell) => cell.trim());
    return { line: expected!, tests: tests!.split('<br>') };
  });

describe('the page about the editor', () => {
  it('has a line for each thing that one may expect', () => {
    expect(rows.length).toBeGreaterThan(140);
    expect(rows.filter(({ tests }) => tests.join('') === '')).toEqual([]);
  });

  it('names only tests that are there', () => {
    const wrong = rows.flatMap(({ line, tests }) =>
      tests.flatMap((test) => {
        if (test === 'not yet' || test === 'no test') return [];
        const [, file, name] = /^`([^`]+)` › (.+)$/u.exec(test) ?? [];
        if (file === undefined || name === undefined) return [`${line}: ${test} is no test`];
        const path = join(ROOT, file);
        if (!existsSync(path)) return [`${line}: there is no ${file}`];
        return readFileSync(path, 'utf8').includes(name) ? [] : [`${line}: ${file} has no test "${name}"`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
