import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatText, parseFile, Project, type Diagnostic } from '../../language/index.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../language/project/settings.ts';
import { declarationNames } from './samples.ts';

const folder = new URL('../../examples/gallery/', import.meta.url);

const files: readonly { readonly path: string; readonly text: string }[] = readdirSync(folder, {
  recursive: true,
  encoding: 'utf8',
})
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\w\.tenon$/u.test(path))
  .sort()
  .map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));

const systems = files.filter(({ path }) => !path.includes('/'));

function gallery(): Project {
  const project = new Project();
  const settings = JSON.parse(
    readFileSync(new URL('tenon.json', folder), 'utf8'),
  ) as Partial<ProjectSettings>;
  project.settings = { ...DEFAULT_SETTINGS, ...settings };
  for (const { path, text } of files) project.setFile(path, text);
  return project;
}

const told = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics
    .filter((each) => each.severity !== 'hint')
    .map((each) => `${each.file}:${each.range.start.line + 1} ${each.severity} ${each.code} ${each.message}`);

const project = gallery();
const environments = project.environments().map((each) => each.qualifiedName);

describe('gallery', () => {
  it('has at least 24 systems of 40 to 200 lines', () => {
    expect(systems.length).toBeGreaterThanOrEqual(24);
    const lines = systems.map(({ path, text }) => [path, text.split('\n').length - 1] as const);
    expect(lines.filter(([, count]) => count < 40 || count > 200)).toEqual([]);
  });

  it.each(files)('$path parses and is formatted', ({ text }) => {
    expect(parseFile(text).problems).toEqual([]);
    expect(formatText(text)).toBe(text);
  });

  it('is checked without findings', () => {
    expect(told(project.check())).toEqual([]);
  });

  it.each(environments)('is resolved and checked without findings in %s', (environment) => {
    const resolution = project.resolve(environment);
    expect('problem' in resolution ? resolution.problem : undefined).toBeUndefined();
    expect(told(project.check(environment))).toEqual([]);
  });

  it('declares every element once', () => {
    for (const { path, text } of files) {
      const names = declarationNames(parseFile(text).file);
      expect(new Set(names).size, path).toBe(names.length);
    }
  });
});
