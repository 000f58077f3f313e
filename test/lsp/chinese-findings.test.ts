import { afterEach, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  Diagnostic,
  Hover,
  MarkupContent,
} from 'vscode-languageserver-protocol';
import { LspClient } from './lsp-client.ts';

const TEXT = `package shop

/// Swipes of cards, as the bank has them.
source swipes {
  location: "data/swipes.parquet"
  schema {
    card_id : string key
    swiped_at : string
  }
  event_time: swiped_a
  
}

source payments { formt: parquet }
`;

const isThere = (all: readonly Diagnostic[]): boolean => all.length > 1;

describe('findings in the language of the editor', () => {
  let client: LspClient;
  afterEach(() => client.stop());

  const started = async (locale: string | undefined): Promise<void> => {
    client = await LspClient.start(
      { 'tenon.json': '{}', 'shop.tenon': TEXT },
      locale === undefined ? {} : { locale },
    );
    await client.open('shop.tenon', TEXT);
  };

  async function shown(locale: string | undefined): Promise<{ messages: string[]; titles: string[] }> {
    await started(locale);
    const diagnostics = await client.until('shop.tenon', isThere);
    const actions = await Promise.all(
      diagnostics.map((finding) =>
        client.request<CodeAction[]>('textDocument/codeAction', {
          textDocument: { uri: client.uri('shop.tenon') },
          range: finding.range,
          context: { diagnostics: [finding] },
        }),
      ),
    );
    return {
      messages: diagnostics.map(({ message }) => message as string),
      titles: actions.flat().map(({ title }) => title),
    };
  }

  it('are English without a locale, as the command says them', async () => {
    const { messages, titles } = await shown(undefined);
    expect(messages).toContain('A source has no property formt.\nDid you mean format?');
    expect(titles).toContain('Change to format');
    expect([...messages, ...titles].join('')).not.toMatch(/\p{Script=Han}/u);
  });

  it('are Chinese with their help and their fixes, each line of them', async () => {
    const { messages, titles } = await shown('zh-cn');
    expect(messages).toContain('source 没有属性 formt。\n是否指 format？');
    for (const line of messages.flatMap((message) => message.split('\n')))
      expect(line).toMatch(/\p{Script=Han}/u);
    expect(titles).toContain('改为 format');
    for (const title of titles) expect(title).toMatch(/\p{Script=Han}/u);
  });

  async function hover(line: number, character: number): Promise<string> {
    const found = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri: client.uri('shop.tenon') },
      position: { line, character },
    });
    return (found.contents as MarkupContent).value;
  }

  it('is that of hovers, too, but for what the author has written', async () => {
    await started('zh-cn');
    expect(await hover(3, 1)).toContain('来自某处的行');
    expect(await hover(4, 4)).toMatch(/\*\*location\*\*\n\n行的位置：/u);
    const declared = await hover(3, 8);
    expect(declared).toContain('Swipes of cards, as the bank has them.');
  });

  it('is that of completions, whose labels stay', async () => {
    await started('zh-cn');
    const { items } = await client.request<CompletionList>('textDocument/completion', {
      textDocument: { uri: client.uri('shop.tenon') },
      position: { line: 10, character: 2 },
    });
    const mode = items.find(({ label }) => label.startsWith('lateness'))!;
    const full = await client.request<CompletionItem>('completionItem/resolve', mode);
    expect(full.label).toBe(mode.label);
    expect((full.documentation as MarkupContent).value).toContain('行最多可以迟到多久仍被计入。');
  });
});
