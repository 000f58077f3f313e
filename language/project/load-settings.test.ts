import { expect, it } from 'vitest';
import type { ProjectFileSystem } from './file-system.ts';
import { grade } from './grading.ts';
import { loadSettings } from './load-settings.ts';

const fileSystem = (files: Readonly<Record<string, unknown>>): ProjectFileSystem => ({
  list: () => Promise.resolve([]),
  exists: (path) => Promise.resolve(Object.hasOwn(files, path)),
  identity: (path) => Promise.resolve(path),
  read: (path) => Promise.resolve(new TextEncoder().encode(JSON.stringify(files[path]))),
});

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

it('lays severities over those that it extends', async () => {
  const { settings, diagnostics } = await loadSettings(
    fileSystem({
      'tenon.json': { language: 1, extends: ['strict', 'team.json'], rules: { TN1703: 'error' } },
      'team.json': {
        language: 1,
        rules: { TN1703: 'off', TN1704: 'hint' },
        overrides: [{ files: ['labs'], rules: { TN1704: 'off' } }],
      },
    }),
  );
  expect(diagnostics).toEqual([]);
  expect(settings).toMatchObject({ ruleSet: 'strict', rules: { TN1703: 'error', TN1704: 'hint' } });
  const found = (code: string, file: string) =>
    ({ code, file, message: '', severity: 'warning', range }) as const;
  const graded = grade(
    [found('TN1703', 'a.tenon'), found('TN1704', 'a.tenon'), found('TN1704', 'labs/a.tenon')],
    settings,
  );
  expect(graded.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['TN1703 error', 'TN1704 hint']);
});

it.each([
  [
    { 'tenon.json': { language: 1, extends: 'stict' } },
    'There is no rule set stict.',
    'Did you mean strict?',
  ],
  [
    { 'tenon.json': { language: 1, extends: 'a.json' } },
    'There is no file a.json.',
    'Paths are relative to the project folder.',
  ],
  [
    { 'tenon.json': { language: 1, extends: 'a.json' }, 'a.json': { language: 1, extends: './tenon.json' } },
    'Settings extend each other: tenon.json → a.json → tenon.json.',
    'Remove one of them.',
  ],
])('says what it cannot extend: %j', async (files, message, help) => {
  const { diagnostics } = await loadSettings(fileSystem(files));
  expect(diagnostics).toMatchObject([{ code: 'TN1205', message, help }]);
});
