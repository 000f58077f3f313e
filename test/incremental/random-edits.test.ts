import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingRange, Project } from '../../language/index.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

/** Edits that are tried; the long run sets TENON_EDITS to a larger number. */
const EDITS = Number(process.env['TENON_EDITS'] ?? 500);
const EDITS_IN_A_ROW = 25;

function modelsOf(
  folder: string,
  wanted: (path: string) => boolean = () => true,
): ReadonlyMap<string, string> {
  const paths = readdirSync(join(examples, folder), { recursive: true, encoding: 'utf8' });
  const models = paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\w\.tenon$/.test(path) && !path.includes('generated') && wanted(path));
  return new Map(models.map((path) => [path, readFileSync(join(examples, folder, path), 'utf8')]));
}

const projects = [
  { name: 'flights', models: modelsOf('flights') },
  { name: 'digits', models: modelsOf('digits') },
  {
    name: 'some of the gallery',
    models: modelsOf('gallery', (path) => /platforms|multi-tenant|stream-fraud|recommender/.test(path)),
  },
];

/** Everything that a project says about itself, as text that can be compared. */
function everything(project: Project): unknown {
  const environments = [undefined, ...project.environments().map(({ qualifiedName }) => qualifiedName)];
  const paths = [...project.files.keys()].sort();
  return {
    findings: environments.map((environment) => project.check(environment)),
    systems: environments.map((environment) => {
      const resolution = project.resolve(environment);
      return 'system' in resolution ? resolution.system : resolution;
    }),
    bindings: paths.map((path) =>
      project.checked(path)!.bindings.map((binding) => ({
        at: bindingRange(binding),
        to: `${binding.symbol.kind} ${binding.symbol.qualifiedName} ${binding.symbol.node.$cstNode?.offset}`,
      })),
    ),
  };
}

function clean(texts: ReadonlyMap<string, string>): Project {
  const project = new Project();
  // Another order than that in which the edited project came to its files.
  for (const [path, text] of [...texts].reverse()) project.setFile(path, text);
  return project;
}

const anywhere = fc.noBias(fc.double({ min: 0, max: 1, noNaN: true }));

/** One edit, at places from 0 to 1. */
const edit = fc.record({
  file: anywhere,
  at: anywhere,
  to: anywhere,
  what: fc.constantFrom(
    'name',
    'number',
    'copy line',
    'drop line',
    'swap lines',
    'insert',
    'delete file',
    'restore',
    'add line above',
  ),
  text: fc.constantFrom(
    '{',
    '}',
    '"',
    'x',
    'import ',
    ', ',
    ' : int64',
    '= 3',
    '\n',
    '// note',
    '@2',
    '.name',
  ),
  /** Files from here on let go of their trees before. */
  sleepers: anywhere,
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(items: readonly T[], at: number): T | undefined =>
  items[Math.min(items.length - 1, Math.floor(at * items.length))];

/** The texts after one edit, of which one at most is another. */
function edited(texts: Map<string, string>, original: ReadonlyMap<string, string>, change: Edit): string {
  const path = pick([...original.keys()].sort(), change.file)!;
  const text = texts.get(path);
  if (change.what === 'restore' || text === undefined) {
    texts.set(path, original.get(path)!);
    return path;
  }
  if (change.what === 'delete file') {
    texts.delete(path);
    return path;
  }
  texts.set(path, changed(text, change));
  return path;
}

function changed(text: string, { what, at, to, text: inserted }: Edit): string {
  const lines = text.split('\n');
  const line = Math.floor(at * lines.length);
  const other = Math.floor(to * lines.length);
  switch (what) {
    case 'name':
    case 'number': {
      // One occurrence of a word becomes another word of the file.
      const words = [...text.matchAll(what === 'name' ? /[a-z_]\w*/gu : /\d+/gu)];
      const from = pick(words, at);
      const by = pick(words, to);
      if (!from || !by) return text;
      return text.slice(0, from.index) + by[0] + text.slice(from.index + from[0].length);
    }
    case 'copy line':
      return lines.toSpliced(other, 0, lines[line] ?? '').join('\n');
    case 'drop line':
      return lines.toSpliced(line, 1).join('\n');
    case 'swap lines':
      return lines.with(line % lines.length, lines[other % lines.length]!).join('\n');
    case 'add line above':
      return `// ${inserted}\n${text}`;
    default: {
      const offset = Math.floor(at * text.length);
      return text.slice(0, offset) + inserted + text.slice(offset);
    }
  }
}

describe.each(projects)('$name', ({ models }) => {
  it(
    'answers after every edit as if it had been opened just then',
    async () => {
      const rounds = Math.max(1, Math.round(EDITS / EDITS_IN_A_ROW / projects.length));
      const edits = fc.array(edit, { minLength: EDITS_IN_A_ROW, maxLength: EDITS_IN_A_ROW });
      await fc.assert(
        fc.asyncProperty(edits, async (row) => {
          const texts = new Map(models);
          const project = new Project();
          for (const [path, text] of texts) project.setFile(path, text);
          everything(project);
          for (const change of row) {
            for (const each of [...texts.keys()].slice(change.sleepers * texts.size)) project.sleep(each);
            const path = edited(texts, models, change);
            const text = texts.get(path);
            if (text === undefined) project.deleteFile(path);
            else project.setFile(path, text);
            expect(everything(project)).toEqual(everything(clean(texts)));
            // What is held weakly is let go between tasks only, and in a long run it would fill the memory.
            await new Promise(setImmediate);
          }
        }),
        { numRuns: rounds, seed: 20_261_121, endOnFailure: true },
      );
    },
    EDITS * 2_000,
  );
});
