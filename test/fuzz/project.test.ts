import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Project } from '../../language/index.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

/** Runs of each property; the long run sets TENON_FUZZ to a larger number. */
const RUNS = Number(process.env['TENON_FUZZ'] ?? 60);

function modelsOf(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(join(examples, folder), { recursive: true, encoding: 'utf8' });
  const models = paths.filter((path) => /\w\.tenon$/.test(path) && !path.includes('generated'));
  return new Map(
    models.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(examples, folder, path), 'utf8')]),
  );
}

const projects = ['flights', 'digits', 'gallery'].map((name) => ({ name, models: modelsOf(name) }));

function everything(project: Project): void {
  project.check();
  for (const environment of project.environments()) project.resolve(environment.qualifiedName);
}

/** One edit as people and accidents make them, at a place from 0 to 1. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 40 }),
  insert: fc.oneof(
    fc.constantFrom(
      '',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '"',
      '${',
      ':',
      '=',
      ',',
      '@',
      '.',
      '..',
      '\n',
      'then',
      'on',
      'from',
      '%',
      '\0',
      '\u202E',
    ),
    fc.string({ maxLength: 12 }),
  ),
});

const apply = (
  text: string,
  { at, length, insert }: { at: number; length: number; insert: string },
): string => {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insert + text.slice(start + length);
};

describe.each(projects)('$name', ({ models }) => {
  const paths = [...models.keys()];

  it('never crashes, whatever is done to a file', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(edit, { minLength: 1, maxLength: 4 }), (pick, edits) => {
        const path = paths[pick % paths.length]!;
        const project = new Project();
        for (const [each, text] of models)
          project.setFile(each, each === path ? edits.reduce(apply, text) : text);
        expect(() => everything(project)).not.toThrow();
      }),
      { numRuns: RUNS, seed: 11 },
    );
  });

  it('gives the same after edits as a project that is read anew', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), edit), { minLength: 1, maxLength: 5 }), (edits) => {
        const edited = new Project();
        for (const [path, text] of models) edited.setFile(path, text);
        const current = new Map(models);
        for (const [pick, change] of edits) {
          const path = paths[pick % paths.length]!;
          current.set(path, apply(current.get(path)!, change));
          edited.setFile(path, current.get(path)!);
          edited.check();
        }
        const fresh = new Project();
        for (const [path, text] of [...current].reverse()) fresh.setFile(path, text);
        expect(edited.check()).toEqual(fresh.check());
      }),
      { numRuns: Math.ceil(RUNS / 4), seed: 12 },
    );
  });
});
