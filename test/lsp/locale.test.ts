import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, CodeLens, Diagnostic } from 'vscode-languageserver-protocol';
import { LspClient } from './lsp-client.ts';

const TEXT = `package shop

source swipes { formt: parquet }
model net { artifact: onnx("net.onnx") }
`;

const isMisspelt = ({ message }: Diagnostic): boolean =>
  typeof message === 'string' && message.includes('formt');

describe('the language of the editor', () => {
  let client: LspClient;
  afterEach(() => client.stop());

  async function titles(locale: string | undefined): Promise<string[]> {
    client = await LspClient.start(
      { 'tenon.json': '{}', 'shop.tenon': TEXT },
      locale === undefined ? {} : { locale },
    );
    await client.open('shop.tenon', TEXT);
    const diagnostics = await client.until('shop.tenon', (all) => all.some(isMisspelt));
    const textDocument = { uri: client.uri('shop.tenon') };
    const finding = diagnostics.find(isMisspelt)!;
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range: finding.range,
      context: { diagnostics: [finding] },
    });
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    return [...actions.map(({ title }) => title), ...lenses.map(({ command }) => command!.title)];
  }

  it('is English when it says nothing', async () => {
    expect(await titles(undefined)).toEqual(
      expect.arrayContaining(['Change to format', '$(play) Benchmark']),
    );
  });

  it('is Chinese when it says so', async () => {
    expect(await titles('zh-cn')).toEqual(expect.arrayContaining(['改为 format', '$(play) 基准测试']));
  });
});
