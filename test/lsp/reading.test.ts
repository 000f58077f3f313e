import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  Hover,
  InlayHint,
  MarkupContent,
  SemanticTokens,
  SemanticTokensDelta,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient, placeOf } from './lsp-client.ts';

const TEXT = `package shop

source swipes { location: "s3://lake/", event_time: at, schema { id : string key, amount : float64, at : timestamp } }
entity card { key: id }
features activity of card from swipes {
  total = sum(amount) over 7d
}
param copies : int in 1..9 = 2
environment prod { param copies = 6 }
model late_net {
  artifact: onnx("late_net.onnx")
  input  features : float32[batch, 13]
  output score    : float32[batch, 1]
}
service api { serves late_net on triton }
`;
const FILES = { 'tenon.json': '{ "language": 1, "environment": "prod" }\n', 'shop.tenon': TEXT };
const EVERYTHING = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

describe('reading a model, over stdio', () => {
  let client: LspClient;
  /** What the editor's settings say about hints. */
  let hintSettings: Record<string, boolean> | null = null;
  beforeAll(async () => {
    client = await LspClient.start(FILES, { workspace: { configuration: true } });
    client.connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
      items.map(() => hintSettings),
    );
    await client.open('shop.tenon', TEXT);
  });
  afterAll(() => client.stop());

  const document = (): { textDocument: { uri: string } } => ({
    textDocument: { uri: client.uri('shop.tenon') },
  });
  const hover = async (piece: string, into = 0): Promise<string> => {
    const place = client.at('shop.tenon', placeOf(TEXT, piece, into));
    const found = await client.request<Hover | null>('textDocument/hover', place);
    return (found?.contents as MarkupContent | undefined)?.value ?? '';
  };

  it('shows hints that can be switched off one by one', async () => {
    const kindsOf = async (): Promise<string[]> => {
      const params = { ...document(), range: EVERYTHING };
      const hints = await client.request<InlayHint[]>('textDocument/inlayHint', params);
      return hints.map(({ label }) => (typeof label === 'string' ? label : label[0]!.value));
    };
    expect(await kindsOf()).toEqual([': float64?', '6 in prod', 'float32[batch, 13] → float32[batch, 1]']);
    hintSettings = { shapes: false };
    expect(await kindsOf()).toEqual([': float64?', '6 in prod']);
    hintSettings = { shapes: false, types: false, environmentValues: false };
    expect(await kindsOf()).toEqual([]);
    hintSettings = null;
  });

  it('shows what the file of a model says', async () => {
    await copyFile(
      join(import.meta.dirname, '../../examples/flights/models/late_net.onnx'),
      join(client.folder, 'late_net.onnx'),
    );
    await client.watched('late_net.onnx', 1);
    await client.until('shop.tenon', (findings) => findings.every(({ code }) => code !== 'TN1501'));
    for (const text of [await hover('late_net {', 2), await hover('"late_net.onnx"', 3)]) {
      expect(text).toContain('**late_net.onnx**');
      expect(text).toContain('input  features : float32[batch, 13]');
    }
  });

  it('gives colours in full, for what can be seen, and as what is different', async () => {
    const full = await client.request<SemanticTokens>('textDocument/semanticTokens/full', document());
    const range = { start: { line: 4, character: 0 }, end: { line: 5, character: 0 } };
    const seen = await client.request<SemanticTokens>('textDocument/semanticTokens/range', {
      ...document(),
      range,
    });
    expect(seen.data.length).toBeLessThan(full.data.length / 2);
    expect(seen.data[0]).toBe(4);

    const edited = TEXT.replace('entity card', '\n/* 🚀 */ entity card');
    await client.change('shop.tenon', 2, edited);
    const delta = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      ...document(),
      previousResultId: full.resultId,
    });
    const data = [...full.data];
    for (const { start, deleteCount, data: inserted = [] } of delta.edits.toReversed())
      data.splice(start, deleteCount, ...inserted);
    const again = await client.request<SemanticTokens>('textDocument/semanticTokens/full', document());
    expect(data).toEqual(again.data);
    expect(JSON.stringify(delta).length).toBeLessThan(JSON.stringify(again).length);
    const unknown = await client.request<SemanticTokens>('textDocument/semanticTokens/full/delta', {
      ...document(),
      previousResultId: 'of another day',
    });
    expect(unknown.data).toEqual(again.data);
    await client.change('shop.tenon', 3, TEXT);
  });

  it('formats what was pasted, and what was just typed', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const pasted = TEXT.replace('entity card', 'entity   shop{\r\nkey:id }\r\nentity card');
    const formatted = async (
      method: string,
      text: string,
      params: object,
      version: number,
    ): Promise<string> => {
      await client.change('shop.tenon', version, text);
      const edits = await client.request<TextEdit[]>(method, { ...document(), options, ...params });
      return TextDocument.applyEdits(TextDocument.create('', 'tenon', 0, text), edits);
    };
    const start = placeOf(pasted, 'entity   shop');
    const end = { line: start.line + 2, character: 0 };
    const ranged = await formatted('textDocument/rangeFormatting', pasted, { range: { start, end } }, 4);
    expect(ranged).toContain('entity shop {');
    expect(ranged).toContain('key: id');

    const typed = TEXT.replace('total = sum(amount) over 7d\n', 'total   =sum(amount)   over 7d\n\n');
    const position = { line: 6, character: 0 };
    const after = await formatted('textDocument/onTypeFormatting', typed, { position, ch: '\n' }, 5);
    expect(after).toBe(TEXT.replace('over 7d\n', 'over 7d\n\n'));
    await client.change('shop.tenon', 6, TEXT);
  });
});
