import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction, CompletionList, Hover } from 'vscode-languageserver-protocol';
import { cursorIn, LspClient, placeOf } from './lsp-client.ts';

const FILE = 'cities.tenon';
const TEXT = `package shop.cities

source cities {
  format: csv
  location: "cities.csv"
}
entity city { key: name }
features size of city from cities { thousands = people / 1_000 }
`;

describe('a source whose columns only its data file tells', () => {
  let client: LspClient;
  beforeAll(async () => {
    client = await LspClient.start({
      'tenon.json': '{ "language": 1 }\n',
      'cities.csv': 'name,people\nBern,134000\n',
    });
    await client.open(FILE, TEXT);
  });
  afterAll(() => client.stop());

  it('can have them written down', async () => {
    const found = await client.until(FILE, (all) => all.some(({ code }) => code === 'TN1311'));
    expect(found.filter(({ severity }) => severity === 1)).toEqual([]);
    const hint = found.find(({ code }) => code === 'TN1311')!;
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uri(FILE) },
      range: hint.range,
      context: { diagnostics: [hint] },
    });
    expect(actions.map(({ title }) => title)).toContain('Write the schema of cities.csv down');
  });

  it('shows their types', async () => {
    const hover = async (at: string): Promise<string> =>
      JSON.stringify(await client.request<Hover>('textDocument/hover', client.at(FILE, placeOf(TEXT, at))));
    expect(await hover('people /')).toContain('column people : int64');
    expect(await hover('cities.csv')).toContain('people : int64');
  });

  it('offers them in formulas', async () => {
    const { text, position } = cursorIn(TEXT.replace('people /', '| /'));
    await client.change(FILE, 2, text);
    const { items } = await client.request<CompletionList>(
      'textDocument/completion',
      client.at(FILE, position),
    );
    expect(items.map(({ label }) => label)).toContain('people');
    await client.change(FILE, 3, TEXT);
  });

  it('follows the file when it changes', async () => {
    await writeFile(join(client.folder, 'cities.csv'), 'name,inhabitants\nBern,134000\n');
    await client.watched('cities.csv', 2);
    await client.until(FILE, (all) =>
      all.some(({ message }) => JSON.stringify(message).includes('people is not')),
    );
  });
});
