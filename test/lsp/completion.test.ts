import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  CompletionTriggerKind,
  InsertTextFormat,
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  type Hover,
} from 'vscode-languageserver-protocol';
import { cursorIn, LspClient } from './lsp-client.ts';

const NET = join(import.meta.dirname, '../../examples/digits/models/digits.onnx');
const DATA = 'package shop.data\n\n/// A payment card.\nentity card { key: card_id }\n';
const SETTINGS = '{\n  "language": 1\n}\n';

describe('completion over stdio', () => {
  let client: LspClient | undefined;
  afterEach(async () => {
    await client?.stop();
    client = undefined;
  });

  const start = async (
    files: Readonly<Record<string, string>>,
    completion?: NonNullable<ClientCapabilities['textDocument']>['completion'],
  ): Promise<LspClient> => {
    const options = completion ? { textDocument: { completion } } : {};
    return (client = await LspClient.start({ 'tenon.json': SETTINGS, ...files }, options));
  };

  const complete = async (path: string, marked: string, typed?: string): Promise<CompletionList> => {
    const { text, position } = cursorIn(marked);
    await client!.open(path, text);
    const context = typed === undefined ? {} : { context: { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: typed } }; // prettier-ignore
    const list = await client!.request<CompletionList>('textDocument/completion', {
      ...client!.at(path, position),
      ...context,
    });
    await client!.close(path);
    return list;
  };

  const labels = async (path: string, marked: string, typed?: string): Promise<string[]> =>
    (await complete(path, marked, typed)).items.map(({ label }) => label);

  it('says with the list what an editor needs that can ask for nothing later, and the rest when a row is chosen', async () => {
    await start({ 'data.tenon': DATA });
    const { items } = await complete('more.tenon', 'package shop.more\n\nfeatures x of ca|\n');
    const card = items.find(({ label }) => label === 'card')!;
    expect(card.additionalTextEdits?.[0]?.newText).toBe('\n\nimport shop.data.{ card }');
    expect(card.detail).toBe('entity, import from shop.data');
    expect(card.documentation).toBeUndefined();
    const resolved = await client!.request<CompletionItem>('completionItem/resolve', card);
    expect(resolved.documentation).toMatchObject({ kind: 'markdown', value: expect.stringContaining('A payment card.') as string }); // prettier-ignore
  });

  it('adds the import when a row is chosen, for an editor that asks then', async () => {
    await start(
      { 'data.tenon': DATA },
      {
        completionItem: {
          resolveSupport: { properties: ['documentation', 'additionalTextEdits'] },
          labelDetailsSupport: true,
        },
      },
    );
    const { text, position } = cursorIn('package shop.more\n\nfeatures x of ca|\n');
    await client!.open('more.tenon', text);
    const { items } = await client!.request<CompletionList>(
      'textDocument/completion',
      client!.at('more.tenon', position),
    );
    const card = items.find(({ label }) => label === 'card')!;
    expect(card.additionalTextEdits).toBeUndefined();
    expect(card.labelDetails?.description).toBe('entity, import from shop.data');
    const resolved = await client!.request<CompletionItem>('completionItem/resolve', card);
    expect(resolved.additionalTextEdits?.[0]?.newText).toContain('import shop.data.{ card }');
  });

  it('has placeholders only for editors that know them', async () => {
    await start({});
    const plain = (await complete('a.tenon', 'enti|\n')).items.find(({ label }) => label === 'entity')!;
    expect(plain.insertTextFormat).toBeUndefined();
    expect(JSON.stringify(plain)).toContain(String.raw`entity name {\n  key: key\n  \n}`);
    await client!.stop();
    await start({}, { completionItem: { snippetSupport: true, insertReplaceSupport: true } });
    const full = (await complete('a.tenon', 'enti|ty\n')).items.find(({ label }) => label === 'entity')!;
    expect(full.insertTextFormat).toBe(InsertTextFormat.Snippet);
    expect(full.textEdit).toMatchObject({
      insert: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } },
      replace: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } },
    });
  });

  it('says the range once where the editor knows that', async () => {
    await start({}, { completionList: { itemDefaults: ['editRange'] } });
    const list = await complete('a.tenon', 'source s { format: pa| }\n');
    expect(list.itemDefaults?.editRange).toMatchObject({ start: { character: 19 }, end: { character: 21 } });
    expect(list.items.every(({ textEdit }) => textEdit === undefined)).toBe(true);
  });

  it('is at most 64 kB large, says that it is not all, and has the rest when more is typed', async () => {
    const name = (index: number): string => `entity_with_a_very_long_name_${'x'.repeat(150)}_${index}`;
    const many = Array.from({ length: 1_000 }, (_, index) => `entity ${name(index)} { key: id }`).join('\n');
    await start({ 'data.tenon': `package shop.data\n${many}\n` });
    const list = await complete('more.tenon', 'package shop.more\n\nfeatures x of |\n');
    expect(Buffer.byteLength(JSON.stringify(list))).toBeLessThanOrEqual(65_536);
    expect(list.items.length).toBeGreaterThan(50);
    expect(list.isIncomplete).toBe(true);
    const rest = await complete('more.tenon', 'package shop.more\n\nfeatures x of x_987|\n');
    expect(rest.items.map(({ label }) => label)).toEqual([name(987)]);
    expect(rest.isIncomplete).toBe(false);
  });

  it('has the files and folders of the project', async () => {
    await start({ 'my models/a net.onnx': '', 'my models/notes.txt': '', 'models.tenon': '' });
    const onnx = (written: string): string => `model n {\n  artifact: onnx("${written}|")\n}\n`;
    expect(await labels('a.tenon', onnx(''))).toEqual(['my models/', 'tenon.json']);
    expect(await labels('a.tenon', onnx('my models/'), '/')).toEqual(['a net.onnx', 'notes.txt']);
    const [first] = (await complete('a.tenon', onnx('my models/a'))).items;
    expect(first?.textEdit).toMatchObject({ newText: 'a net.onnx', range: { start: { character: 28 } } });
    expect(await labels('a.tenon', onnx('../'))).toEqual([]);
  });

  it('has the columns of a data file and the tensors of a model file', async () => {
    const source = 'source s {\n  format: csv\n  location: "rows.csv"\n  schema {\n    |\n  }\n}\n';
    const model = 'model n {\n  artifact: onnx("net.onnx")\n  input |\n}\n';
    await start({
      'rows.csv': 'name,people\nBern,134000\n',
      'a.tenon': `${source}${model}`.replaceAll('|', ''),
    });
    await copyFile(NET, join(client!.folder, 'net.onnx'));
    await client!.watched('net.onnx', 1);
    await client!.request('tenon/check', { uri: client!.uri('').replace(/\/$/u, '') });
    expect(await labels('a.tenon', source + model.replace('|', ''))).toEqual([
      'all columns',
      'name',
      'people',
    ]);
    const tensors = await complete('a.tenon', source.replace('|', '') + model);
    expect(tensors.items.length).toBeGreaterThan(0);
    expect(tensors.items[0]?.detail).toContain('in net.onnx');
  });

  it('stays silent where a list would be in the way', async () => {
    await start({ 'data.tenon': DATA });
    expect(await labels('a.tenon', '// from |\n', ' ')).toEqual([]);
    expect(await labels('a.tenon', 'features x of card {|\n', '{')).toEqual([]);
    expect(await labels('a.tenon', 'source s { topic: "from |" }\n', ' ')).toEqual([]);
    expect(await labels('a.tenon', 'features x of |\n', ' ')).toContain('card');
  });

  it('answers for a text that is not saved anywhere', async () => {
    await start({});
    const uri = 'untitled:Untitled-1';
    const { text, position } = cursorIn('source s { format: p| }\r\n');
    await client!.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'tenon', version: 1, text } }); // prettier-ignore
    const { items } = await client!.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position,
    });
    expect(items.map(({ label }) => label)).toContain('parquet');
  });

  it('is given up when it is cancelled, and answered as cancelled', async () => {
    await start({ 'data.tenon': DATA });
    const { text, position } = cursorIn('package shop.more\n\nfeatures x of ca|\n');
    await client!.open('more.tenon', text);
    const source = new CancellationTokenSource();
    const answer = client!.connection.sendRequest(
      'textDocument/completion',
      client!.at('more.tenon', position),
      source.token,
    );
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32_800 });
    expect(await client!.request('textDocument/completion', client!.at('more.tenon', position))).toMatchObject({ isIncomplete: false }); // prettier-ignore
  });

  describe('in the project file', () => {
    it('offers keys, environments and codes', async () => {
      await start({ 'prod.tenon': 'environment prod {}\n' });
      const json = (inside: string): string => `{\n  "language": 1,\n  ${inside}\n}\n`;
      expect(await labels('tenon.json', json('|'))).toEqual(
        expect.arrayContaining(['sources', 'environment']),
      );
      expect(await labels('tenon.json', json('"environment": "|"'), '"')).toEqual(['prod']);
      expect(await labels('tenon.json', json('"rules": { "TN130|" }'))).toContain('TN1301');
      expect(await labels('tenon.json', json('"sources": ["a"], |'), ' ')).toEqual([]);
    });

    it('explains keys, and nothing else looks at it', async () => {
      await start({});
      await client!.open('tenon.json', SETTINGS);
      const hover = await client!.request<Hover>(
        'textDocument/hover',
        client!.at('tenon.json', { line: 1, character: 5 }),
      );
      expect(JSON.stringify(hover)).toContain('Version of the language');
      const textDocument = { uri: client!.uri('tenon.json') };
      expect(await client!.request('textDocument/documentSymbol', { textDocument })).toEqual([]);
      const format = { textDocument, options: { tabSize: 2, insertSpaces: true } };
      expect((await client!.request<unknown[] | null>('textDocument/formatting', format)) ?? []).toEqual([]);
    });

    it('tells what is wrong with a key while it is typed, and takes it back when the text is closed', async () => {
      await start({ 'a.tenon': '' });
      await client!.request('textDocument/hover', client!.at('a.tenon', { line: 0, character: 0 }));
      await client!.open('tenon.json', SETTINGS);
      await client!.change('tenon.json', 2, '{\n  "language": 1,\n  "ouput": "x"\n}\n');
      const [finding] = await client!.until('tenon.json', (all) => all.length > 0);
      expect(finding).toMatchObject({ code: 'TN1202', range: { start: { line: 2 } } });
      await client!.close('tenon.json');
      await client!.until('tenon.json', (all) => all.length === 0);
    });
  });

  it('has folders even when the project lies deep', async () => {
    await start({ 'deep er/tenon.json': SETTINGS, 'deep er/data/rows.csv': 'a\n1\n' });
    await mkdir(join(client!.folder, 'deep er/data/more'), { recursive: true });
    const text = 'source s {\n  location: "data/|"\n}\n';
    expect(await labels('deep er/a.tenon', text)).toEqual(['rows.csv', 'more/']);
  });
});
