import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Project, type Diagnostic, type System } from '../../language/index.ts';
import { filesOf, randomModel, type RandomModel } from './random-model.ts';

/** Models of each property; the long run sets TENON_RANDOM_MODELS to a larger number. */
const RUNS = Number(process.env['TENON_RANDOM_MODELS'] ?? 50);

function projectOf(model: RandomModel, seed: number): Project {
  const project = new Project();
  for (const [path, text] of filesOf(model, seed)) project.setFile(path, text);
  project.facts = model.facts;
  return project;
}

function alarmsOf(project: Project): string[] {
  const tell = ({ code, file, range, message }: Diagnostic): string =>
    `${code} ${file}:${range.start.line + 1} ${message}`;
  const environments = project.environments().map(({ qualifiedName }) => qualifiedName);
  return [undefined, ...environments]
    .flatMap((environment) => project.check(environment))
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(tell);
}

/** What a system says, without where it is written; statements that no element carries are told by their words. */
function meaningOf(project: Project, environment?: string): unknown {
  const resolution = project.resolve(environment);
  if ('problem' in resolution) return resolution.problem;
  const { elements, unread }: System = resolution.system;
  return {
    elements: withoutPlaces(elements),
    unread: unread.map(({ word, kind }) => `${kind} ${word}`).sort(),
  };
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !/origin$/i.test(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutPlaces(each)]));
}

it('raises no alarm on correct models', () => {
  fc.assert(
    fc.property(randomModel, fc.nat(), (model, seed) => {
      const project = projectOf(model, seed);
      const alarms = alarmsOf(project);
      const text = [...project.files.values()].map((file) => `// ${file.path}\n${file.text}`).join('\n');
      expect(alarms, alarms.length === 0 ? '' : text).toEqual([]);
    }),
    { numRuns: RUNS, seed: 21 },
  );
});

it('resolves a model to the same system whatever the order of its files and declarations', () => {
  fc.assert(
    fc.property(randomModel, fc.nat(), fc.nat(), (model, one, other) => {
      const [first, second] = [projectOf(model, one), projectOf(model, other)];
      const names = first.environments().map(({ qualifiedName }) => qualifiedName);
      expect(second.environments().map(({ qualifiedName }) => qualifiedName)).toEqual(names);
      for (const name of [undefined, ...names])
        expect(meaningOf(second, name)).toEqual(meaningOf(first, name));
    }),
    { numRuns: RUNS, seed: 22 },
  );
});
