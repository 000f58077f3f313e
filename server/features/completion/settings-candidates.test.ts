import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../language/index.ts';
import type { Candidate } from './candidate.ts';
import { settingsCompletions, type SettingsWorld } from './settings-candidates.ts';
import { plainText } from './snippet.ts';

const WORLD: SettingsWorld = {
  environments: ['dev', 'prod'],
  list: (folder) =>
    Promise.resolve(
      folder === '.'
        ? [
            { name: 'models', kind: 'folder' },
            { name: '.git', kind: 'folder' },
            { name: 'prices.json', kind: 'file' },
            { name: 'a.tenon', kind: 'file' },
          ]
        : folder === 'models'
          ? [{ name: 'fraud', kind: 'folder' }]
          : [],
    ),
};

async function tried(marked: string, only?: 'names') {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const found = await settingsCompletions(text, offset, WORLD, 500, only);
  const rows: readonly Candidate[] = found?.shown ?? [];
  return {
    rows,
    labels: rows.map(({ label }) => label),
    accept(label: string): string {
      const row = rows.find((each) => each.label === label);
      if (!row || !found)
        throw new Error(`${label} is not offered, but ${rows.map((each) => each.label).join(', ')}`);
      const written = row.isSnippet ? plainText(row.insert!) : row.insert!;
      const after = text.slice(0, found.start) + written + text.slice(found.end);
      const { commaAfter: at } = found;
      return at === undefined ? after : `${after.slice(0, at)},${after.slice(at)}`;
    },
  };
}

describe('the project file', () => {
  it('has its keys offered, those that it must have first, and none twice', async () => {
    const { labels, rows } = await tried('{ ‸ }');
    expect(labels[0]).toBe('language');
    expect(labels).toEqual(expect.arrayContaining(['sources', 'environment', 'targets', 'rules', 'overrides', 'extends', 'prices', 'output', 'exclude'])); // prettier-ignore
    expect(rows.every(({ doc }) => doc !== undefined)).toBe(true);
    expect((await tried('{ "language": 1, ‸, "output": "out" }')).labels).not.toContain('output');
  });

  it('is whole after each key, with its default', async () => {
    const { labels, accept } = await tried('{\n  "language": 1,\n  ‸\n}');
    for (const label of labels) expect(readSettings(accept(label)).diagnostics.filter(({ code }) => code === 'TN1201'), accept(label)).toEqual([]); // prettier-ignore
    expect(accept('output')).toBe('{\n  "language": 1,\n  "output": "generated"\n}');
    expect(accept('sources')).toContain('"sources": ["."]');
    expect(accept('overrides')).toContain('"overrides": [{ "files": [""], "rules": {  } }]');
  });

  it('gets the commas that are missing', async () => {
    expect((await tried('{\n  "language": 1\n  ‸\n}')).accept('output')).toBe(
      '{\n  "language": 1,\n  "output": "generated"\n}',
    );
    expect((await tried('{\n  ‸\n  "language": 1\n}')).accept('output')).toBe(
      '{\n  "output": "generated",\n  "language": 1\n}',
    );
  });

  it('replaces a key that is half typed, and leaves its value', async () => {
    expect((await tried('{ "lang‸ }')).accept('language')).toBe('{ "language": 1 }');
    expect((await tried('{ "langu‸": 1 }')).accept('language')).toBe('{ "language": 1 }');
  });

  it('has environments of the project', async () => {
    expect((await tried('{ "environment": ‸ }')).labels).toEqual(['dev', 'prod']);
    expect((await tried('{ "environment": "p‸" }')).accept('prod')).toBe('{ "environment": "prod" }');
  });

  it('has folders and files of the project', async () => {
    expect((await tried('{ "sources": ["‸"] }')).labels).toEqual(['models']);
    expect((await tried('{ "sources": ["models/‸"] }')).labels).toEqual(['models/fraud']);
    expect((await tried('{ "sources": ["models", "‸"] }')).labels).toEqual([]);
    expect((await tried('{ "prices": "‸" }')).labels).toEqual(['prices.json', 'models']);
    expect((await tried('{ "exclude": ["‸"] }')).labels).toContain('a.tenon');
  });

  it('has only names of the project for an editor that knows the schema', async () => {
    const names = async (marked: string): Promise<string[]> => (await tried(marked, 'names')).labels;
    expect(await names('{ ‸ }')).toEqual([]);
    expect(await names('{ "rules": { "‸" } }')).toEqual([]);
    expect(await names('{ "extends": "‸" }')).toEqual(['prices.json', 'models']);
    expect((await names('{ "environment": "‸" }')).length).toBeGreaterThan(0);
    expect(await names('{ "sources": ["‸"] }')).toEqual((await tried('{ "sources": ["‸"] }')).labels);
  });

  it('has rule sets, targets with their options, and codes with their severities', async () => {
    expect((await tried('{ "extends": "‸" }')).labels).toEqual(expect.arrayContaining(['recommended', 'strict', 'all', 'prices.json'])); // prettier-ignore
    expect((await tried('{ "extends": ["strict", ‸] }')).labels).not.toContain('strict');
    expect((await tried('{ "targets": { ‸ } }')).labels).toEqual(['kubeflow', 'terraform', 'triton']);
    expect((await tried('{ "targets": { "triton": { ‸ } } }')).labels).toEqual(['enabled', 'folder']);
    expect((await tried('{ "targets": { "triton": { "enabled": ‸ } } }')).labels).toEqual(['false', 'true']);
    const rules = await tried('{ "rules": { "‸" } }');
    expect(rules.labels).toEqual(expect.arrayContaining(['TN1301', 'TN1010']));
    expect(rules.accept('TN1301')).toBe('{ "rules": { "TN1301": "error" } }');
    expect((await tried('{ "rules": { "TN1301": ‸ } }')).labels).toEqual(['error', 'warning', 'information', 'hint', 'off']); // prettier-ignore
    const overrides = await tried('{ "overrides": [{ "files": ["labs"], "rules": { ‸ } }] }');
    expect(overrides.labels).toContain('TN1301');
    expect((await tried('{ "overrides": [{ ‸ }] }')).labels).toEqual(['files', 'rules']);
  });

  it('is completed without a fault at every place of a half-typed text', async () => {
    const text =
      '{\n  "language": 1,\n  "sources": ["models", "x"],\n  "targets": { "triton": { "enabled": true } },\n  "rules": { "TN1301": "off" }\n}\n';
    for (let offset = 0; offset <= text.length; offset++) {
      const { labels } = await tried(`${text.slice(0, offset)}‸`);
      expect(new Set(labels).size).toBe(labels.length);
      await tried(`${text.slice(0, offset)}‸${text.slice(offset)}`);
    }
  });
});
