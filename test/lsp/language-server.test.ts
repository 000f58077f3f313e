import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { cursorIn, LspClient, placeOf } from './lsp-client.ts';

const DATA = `package shop.data

/// One row for each card swipe.
source swipes {
  format: parquet
  event_time: swiped_at
  schema {
    card_id   : string key
    amount    : float64 where value >= 0
    swiped_at : timestamp
  }
}

entity card { key: card_id }
`;

const FEATURES = `package shop.fraud

import shop.data.{ swipes, card }

features activity of card from swipes {
  version: 3
  ttl: 30d
  amount_avg_7d : float64 = avg(amount) over 7d
  swipes_1h               = count() over 1h
}
`;

const ENVIRONMENTS = `package shop.fraud

param replicas : int in 1..20 = 2

environment prod { param replicas = 6 }
`;

const FILES = {
  'tenon.json': '{ "language": 1 }\n',
  'data.tenon': DATA,
  'fraud/features.tenon': FEATURES,
  'fraud/environments.tenon': ENVIRONMENTS,
};

const isEmpty = (all: readonly unknown[]): boolean => all.length === 0;
const some = (all: readonly unknown[]): boolean => all.length > 0;

describe('the language server over stdio', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start(FILES);
  });
  afterEach(() => client.stop());

  const labels = async (path: string, marked: string): Promise<string[]> =>
    (await complete(path, marked)).items.map(({ label }) => label);

  const complete = async (path: string, marked: string): Promise<CompletionList> => {
    const { text, position } = cursorIn(marked);
    await client.open(path, text);
    return client.request<CompletionList>('textDocument/completion', client.at(path, position));
  };

  describe('diagnostics', () => {
    it('come in another file and go again, with the version of the text', async () => {
      await client.open('fraud/features.tenon', FEATURES);
      await client.open('data.tenon', DATA);
      await client.change('data.tenon', 2, DATA.replace('amount  ', 'price   '));
      const [finding] = await client.until('fraud/features.tenon', some);
      expect(finding).toMatchObject({ code: 'TN1010', severity: 1, source: 'tenon' });
      expect(finding?.message).toContain('amount');
      await client.change('data.tenon', 3, DATA);
      await client.until('fraud/features.tenon', isEmpty);
      await client.change('data.tenon', 4, DATA.replace('parquet', 'parqet'));
      await client.until('data.tenon', some);
      expect(client.versionOf('data.tenon')).toBe(4);
    });

    it('are cleared when a file is deleted, and its names are gone', async () => {
      await client.open('fraud/features.tenon', FEATURES);
      await writeFile(join(client.folder, 'broken.tenon'), 'source x { formt: parquet }\n');
      await client.watched('broken.tenon', 1);
      await client.until('broken.tenon', some);
      await rm(join(client.folder, 'broken.tenon'));
      await rm(join(client.folder, 'data.tenon'));
      await client.watched('broken.tenon', 3);
      await client.watched('data.tenon', 3);
      await client.until('broken.tenon', isEmpty);
      expect((await client.until('fraud/features.tenon', some))[0]?.code).toBe('TN1012');
    });

    it('follow the file on the disk again after an unsaved text is closed', async () => {
      await client.open('data.tenon', DATA.replace('format', 'formt'));
      await client.until('data.tenon', some);
      await client.close('data.tenon');
      await client.until('data.tenon', isEmpty);
    });

    it('are given for untitled texts, and taken back when these are closed', async () => {
      const uri = 'untitled:Untitled-1';
      const text = 'source x { formt: parquet }\n';
      await client.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'tenon', version: 1, text },
      });
      const seen = new Promise<void>((resolve) => {
        client.connection.onNotification(
          'textDocument/publishDiagnostics',
          (params: { uri: string; diagnostics: unknown[] }) => {
            if (params.uri !== uri) return;
            if (params.diagnostics.length > 0)
              void client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
            else resolve();
          },
        );
      });
      await seen;
    });

    it('tell what is wrong with the project file, at the project file', async () => {
      await writeFile(join(client.folder, 'tenon.json'), '{ "langage": 1 }');
      await client.watched('tenon.json', 2);
      await client.until('tenon.json', some);
      await writeFile(join(client.folder, 'tenon.json'), '{ "language": 1 }');
      await client.watched('tenon.json', 2);
      await client.until('tenon.json', isEmpty);
    });
  });

  describe('completion', () => {
    it('offers what is not set yet, required first', async () => {
      const found = await labels(
        'data.tenon',
        DATA.replace('  format: parquet\n', '  format: parquet\n  |\n'),
      );
      expect(found).toContain('location');
      expect(found).not.toContain('format');
      expect(found).not.toContain('schema');
    });

    it('offers the words of a property in a half-typed line', async () => {
      expect(await labels('data.tenon', DATA.replace('parquet', 'pa|'))).toEqual(
        expect.arrayContaining(['parquet', 'csv']),
      );
    });

    it('offers columns, functions and features in formulas', async () => {
      const found = await labels('fraud/features.tenon', FEATURES.replace('avg(amount)', 'avg(|)'));
      expect(found).toEqual(expect.arrayContaining(['amount', 'card_id', 'swipes', 'count']));
    });

    it('offers columns behind a dot', async () => {
      const found = await labels('fraud/features.tenon', FEATURES.replace('avg(amount)', 'avg(swipes.|)'));
      expect(found.sort()).toEqual(['amount', 'card_id', 'swiped_at']);
    });

    it('offers clauses that are missing behind a name', async () => {
      const found = await labels('fraud/features.tenon', FEATURES.replace(' from swipes', ' |'));
      expect(found).toContain('from');
      expect(found).not.toContain('of');
    });

    it('offers names that are not imported yet, with the import', async () => {
      const list = await complete('fraud/more.tenon', 'package shop.fraud\n\nfeatures x of | {\n}\n');
      const card = list.items.find(({ label }) => label === 'card');
      expect(card?.additionalTextEdits?.[0]?.newText).toContain('import shop.data.{ card }');
    });

    it('offers packages and their names in imports', async () => {
      expect(await labels('fraud/a.tenon', 'package shop.fraud\n\nimport shop.|\n')).toContain('data');
      expect(await labels('fraud/b.tenon', 'package shop.fraud\n\nimport shop.data.{ swipes, | }\n')).toEqual(
        ['card'],
      );
    });

    it('offers units behind a number, types behind a colon, elements in an environment', async () => {
      expect(await labels('fraud/features.tenon', FEATURES.replace('30d', '30|'))).toContain('30d');
      expect(await labels('data.tenon', DATA.replace('float64', '|'))).toContain('float32');
      expect(
        await labels('fraud/environments.tenon', ENVIRONMENTS.replace('param replicas = 6', 'param |')),
      ).toContain('replicas');
    });

    it('offers nothing in comments and texts', async () => {
      expect(await labels('data.tenon', DATA.replace('One row', 'One | row'))).toEqual([]);
    });
  });

  describe('hover', () => {
    const hover = async (path: string, text: string, piece: string, into = 0): Promise<string> => {
      const found = await client.request<Hover | null>(
        'textDocument/hover',
        client.at(path, placeOf(text, piece, into)),
      );
      return (found?.contents as { value: string } | undefined)?.value ?? '';
    };

    it('shows the documentation and header of an element that stands in another file', async () => {
      const text = await hover('fraud/features.tenon', FEATURES, 'from swipes', 5);
      expect(text).toContain('source swipes');
      expect(text).toContain('One row for each card swipe.');
    });

    it('shows declared and inferred types', async () => {
      expect(await hover('fraud/features.tenon', FEATURES, 'amount)')).toContain('amount : float64');
      expect(await hover('fraud/features.tenon', FEATURES, 'swipes_1h')).toContain('`int64`');
    });

    it('shows values with their layers, in each environment', async () => {
      const text = await hover('fraud/environments.tenon', ENVIRONMENTS, 'replicas');
      expect(text).toMatch(/Value: `2` \(\[declaration\]/u);
      expect(text).toMatch(/In prod: `6` \(\[environment\].*over `2`/u);
      expect(await hover('fraud/features.tenon', FEATURES, 'version')).toMatch(
        /`3` \(\[declaration\].*over `1`/u,
      );
    });

    it('shows what words and units mean', async () => {
      expect(await hover('data.tenon', DATA, 'parquet')).toContain('Apache Parquet');
      expect(await hover('fraud/features.tenon', FEATURES, 'avg(')).toContain('Mean');
      expect(await hover('fraud/features.tenon', FEATURES, '30d')).toContain('720h');
    });
  });

  it('finds definitions, references and highlights', async () => {
    await client.open('fraud/features.tenon', FEATURES);
    const at = client.at('fraud/features.tenon', placeOf(FEATURES, 'amount)'));
    const [definition] = await client.request<Location[]>('textDocument/definition', at);
    expect(definition).toEqual({
      uri: client.uri('data.tenon'),
      range: { start: placeOf(DATA, 'amount'), end: placeOf(DATA, 'amount', 6) },
    });
    const references = await client.request<Location[]>('textDocument/references', {
      ...client.at('data.tenon', placeOf(DATA, 'swipes')),
      context: { includeDeclaration: true },
    });
    expect(references.map(({ uri }) => uri).sort()).toEqual([
      client.uri('data.tenon'),
      client.uri('fraud/features.tenon'),
      client.uri('fraud/features.tenon'),
    ]);
    const highlights = await client.request<unknown[]>(
      'textDocument/documentHighlight',
      client.at('data.tenon', placeOf(DATA, 'card_id')),
    );
    expect(highlights.length).toBeGreaterThanOrEqual(1);
  });

  it('knows the names inside texts', async () => {
    const text = [
      'package shop.places',
      '',
      'param bucket : string = "shop-lake"',
      'param day : string = "today"',
      'source clicks { location: "s3://${bucket}/x/${ day }/${bucket}" }',
      '',
    ].join('\n');
    await client.open('places.tenon', text);
    const at = client.at('places.tenon', placeOf(text, '${bucket}', 4));
    const bucket = (piece: string, into: number): Location['range'] => ({
      start: placeOf(text, piece, into),
      end: placeOf(text, piece, into + 'bucket'.length),
    });
    const uses = [bucket('"s3://${', 8), bucket('/${bucket}"', 3)];
    const declared = bucket('param bucket', 6);
    expect(await client.request('textDocument/definition', at)).toEqual([
      { uri: client.uri('places.tenon'), range: declared },
    ]);
    const hover = await client.request<Hover>('textDocument/hover', at);
    expect((hover.contents as { value: string }).value).toContain('param bucket');
    expect(hover.range).toEqual(uses[0]);
    for (const method of ['textDocument/references', 'textDocument/documentHighlight']) {
      const found = await client.request<Location[]>(method, {
        ...at,
        context: { includeDeclaration: true },
      });
      expect(found.map(({ range }) => range)).toEqual([declared, ...uses]);
    }
    const day = client.at('places.tenon', placeOf(text, '${ day', 3));
    expect(await client.request('textDocument/definition', day)).toMatchObject([
      { range: { start: placeOf(text, 'param day', 6) } },
    ]);
    const between = client.at('places.tenon', placeOf(text, '/x/', 1));
    expect(await client.request('textDocument/definition', between)).toEqual([]);
  });

  it('makes the outline', async () => {
    const outline = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri: client.uri('data.tenon') },
    });
    expect(outline.map(({ name, detail }) => `${name} ${detail ?? ''}`)).toEqual([
      'swipes source',
      'card entity',
    ]);
    expect(outline[0]?.children?.map(({ name, detail }) => `${name} ${detail ?? ''}`)).toEqual([
      'card_id string',
      'amount float64',
      'swiped_at timestamp',
    ]);
  });

  it('folds blocks', async () => {
    const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', {
      textDocument: { uri: client.uri('data.tenon') },
    });
    expect(folds).toContainEqual({ startLine: 3, endLine: 10 });
  });

  it('formats', async () => {
    await client.open('data.tenon', 'source   x   {\nformat:parquet }\n');
    const edits = await client.request<TextEdit[]>('textDocument/formatting', {
      textDocument: { uri: client.uri('data.tenon') },
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edits.length).toBeGreaterThan(0);
  });

  it('offers fixes: change, import, add what is missing, remove an import', async () => {
    const fixes = async (path: string, text: string): Promise<CodeAction[]> => {
      await client.open(path, text);
      const diagnostics = await client.until(path, some);
      return client.request<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: client.uri(path) },
        range: diagnostics[0]!.range,
        context: { diagnostics },
      });
    };
    const titles = async (path: string, text: string): Promise<string[]> =>
      (await fixes(path, text)).map(({ title }) => title);
    expect(await titles('data.tenon', DATA.replace('format', 'formt'))).toContain('Change to format');
    expect(await titles('fraud/features.tenon', FEATURES.replace('swipes, card', 'swipes'))).toContain(
      'Import card from shop.data',
    );
    const [add] = await fixes('fraud/entity.tenon', 'package shop.fraud\n\nentity shop {\n}\n');
    expect(add?.title).toContain('Add key');
    expect(await titles('fraud/unused.tenon', 'package shop.fraud\n\nimport shop.data.{ card }\n')).toContain(
      'Remove the import of card',
    );
  });

  it('puts a lens over each model with an artifact, with the last result', async () => {
    const text = 'package shop.fraud\n\nmodel net {\n  artifact: onnx("net.onnx")\n}\n';
    await client.open('fraud/model.tenon', text);
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: client.uri('fraud/model.tenon') },
    });
    expect(lenses.map(({ command }) => command?.title)).toEqual(['$(play) Benchmark']);
    expect(lenses[0]?.command?.arguments).toEqual([
      { project: client.uri('.').replace(/\/\.?$/u, ''), model: 'shop.fraud.net' },
    ]);
  });

  it('answers a cancelled request as cancelled and goes on', async () => {
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      'textDocument/hover',
      client.at('data.tenon', placeOf(DATA, 'format')),
      source.token,
    );
    source.cancel();
    await asked.then(
      (answer) => expect(answer).not.toBeUndefined(),
      (error: { code: number }) => expect(error.code).toBe(-32800),
    );
    expect(
      await client.request('textDocument/hover', client.at('data.tenon', placeOf(DATA, 'format'))),
    ).toBeTruthy();
  });

  it('survives every prefix of a file being typed', async () => {
    await client.open('fraud/typed.tenon', '');
    let version = 1;
    for (let length = 1; length <= FEATURES.length; length += 7) {
      await client.change('fraud/typed.tenon', ++version, FEATURES.slice(0, length));
      const lines = FEATURES.slice(0, length).split('\n');
      const position = { line: lines.length - 1, character: lines.at(-1)!.length };
      await client.request('textDocument/completion', client.at('fraud/typed.tenon', position));
      await client.request('textDocument/hover', client.at('fraud/typed.tenon', position));
      await client.request('textDocument/documentSymbol', client.at('fraud/typed.tenon', position));
    }
    expect(client.log.filter((line) => line.includes('failed'))).toEqual([]);
  });
});
