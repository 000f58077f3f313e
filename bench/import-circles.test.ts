import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => path.replaceAll('\\', '/'));

/** Files of the room that a file imports, types included. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    const named = [...text.matchAll(/(?:from|import) '(?<path>\.[^']+)'/gu)].map(
      ({ groups }) => groups!['path']!,
    );
    return [file, named.map((path) => normalize(join(dirname(file), path)).replaceAll('\\', '/'))];
  }),
);

it('no file of the room imports itself by way of others, not even for a type', () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    const start = way.indexOf(file);
    if (start >= 0) circles.push([...way.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  expect(files.length).toBeGreaterThan(150);
  expect(circles).toEqual([]);
});
