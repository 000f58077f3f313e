import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files of the project: those that git tracks and new ones that it does not ignore. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)));

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the house', () => {
  it('names its files in kebab-case', () => {
    const sources = files.filter((path) => /\.(ts|mjs|langium)$/.test(path));
    expect(
      sources.filter(
        (path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|mjs|langium)$/.test(basename(path)),
      ),
    ).toEqual([]);
  });

  it('has rooms with a tsconfig of their own, all of them in the root tsconfig', () => {
    const { references } = JSON.parse(text('tsconfig.json')) as { references: { path: string }[] };
    const listed = references.map(({ path }) =>
      normalize(path.endsWith('.json') ? path : `${path}/tsconfig.json`),
    );
    const own = files.filter((path) => /(^|\/)tsconfig(\.node)?\.json$/.test(path) && dirname(path) !== '.');
    expect(own.filter((path) => !listed.includes(normalize(path)))).toEqual([]);
  });

  it('holds no path of a machine and no address of a package registry', () => {
    const machine =
      /(^|[^A-Za-z0-9_./-])\/(home|root|Users)\/[a-z]|registry\.npmjs|files\.pythonhosted|pypi\.org/m;
    const texts = files.filter((path) => /\.(ts|mjs|json|md|py|tenon|txt|yml|yaml|in)$/.test(path));
    expect(
      texts.filter((path) => path !== 'test/architecture/house.test.ts' && machine.test(text(path))),
    ).toEqual([]);
  });

  it('has no links in its pages that lead nowhere', () => {
    const broken = files
      .filter((path) => path.endsWith('.md') && !path.includes('/cases/'))
      .flatMap((path) =>
        [...text(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)]*)?\)/g)]
          .map((match) => join(dirname(path), match[1]!))
          .filter((target) => !existsSync(join(root, target)))
          .map((target) => `${path} → ${target}`),
      );
    expect(broken).toEqual([]);
  });

  it('tells nobody to skip a test', () => {
    // The test of the VS Code runner writes a suite with a skipped test in it, as text.
    const tests = files.filter(
      (path) => path.endsWith('.test.ts') && path !== 'tools/setup/vscode/vscode.test.ts',
    );
    const skipping = /\b(it|test|describe)\.(only|todo|skip)\(/;
    expect(tests.filter((path) => skipping.test(text(path)))).toEqual([]);
  });
});
