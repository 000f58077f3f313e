import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CallHierarchyItem,
  CompletionItem,
  CompletionList,
  Hover,
  MarkupContent,
} from 'vscode-languageserver-protocol';
import { sampleLine } from '../../bench/report/testing/sample-result.ts';
import {
  GENERATION_PREVIEW,
  INSPECT,
  LIST_RULES,
  OBJECTIVE_VERDICTS,
  PROJECT_ELEMENTS,
  PROJECT_KINDS,
  WHY,
  type KindBranch,
  type ObjectiveVerdict,
  type RuleDescription,
  type TreeElement,
  type WhyAnswer,
} from '../../protocol/index.ts';
import { LspClient, placeOf } from './lsp-client.ts';

const TEXT = `package shop

/// Swipes of cards, as the bank has them.
source swipes { event_time: at, schema { card_id : string key, at : timestamp } }
entity card { key: card_id }
features activity of card from swipes { n_7d = count() over 7d }
// tenon-ignore TN1703: of a trial
model net {
  artifact: onnx("net.onnx")
  input x : float32[batch, 1] from activity
  output y : float32[batch, 1]
}
service api {
  serves net on triton
  objective { latency.p99 < 20ms, availability >= 99.9% }
}
`;

describe('the views of an editor in Chinese', () => {
  let client: LspClient;
  let project: string;
  beforeAll(async () => {
    client = await LspClient.start(
      { 'tenon.json': '{ "language": 1 }\n', 'shop.tenon': TEXT, 'net.onnx': 'not a model' },
      { locale: 'zh-cn' },
    );
    project = pathToFileURL(client.folder).toString();
    await client.open('shop.tenon', TEXT);
    await client.until('shop.tenon', (all) => all.length > 0);
  });
  afterAll(() => client.stop());

  const at = (piece: string) => client.at('shop.tenon', placeOf(TEXT, piece, 0));

  it('have words for the kinds in the tree, and keep those of the language', async () => {
    const kinds = await client.request<KindBranch[]>(PROJECT_KINDS.method, { uri: project });
    expect(kinds.map(({ kind, kindName }) => [kind, kindName])).toEqual([
      ['source', '数据源'],
      ['entity', '实体'],
      ['features', '特征视图'],
      ['model', '模型'],
      ['service', '服务'],
    ]);
    const parts = await client.request<TreeElement[]>(PROJECT_ELEMENTS.method, {
      uri: project,
      kind: 'model',
      inside: 'shop.net',
    });
    expect(parts.map(({ kindName }) => kindName)).toEqual(['输入', '输出']);
  });

  it('say on the page of an element what is known of it, with places that can be followed', async () => {
    const page = await client.request<{ text: string }>(INSPECT.method, { uri: project, name: 'shop.net' });
    expect(page.text).toContain('# 模型 net\n\nshop.net，声明于 shop.tenon:8:7，未采用环境');
    expect(page.text).toContain('## 来自');
    expect(page.text).toMatch(/- 错误 TN1501：.*。位于 shop\.tenon:9:3/u);
  });

  it('name kinds in the lineage, and say why', async () => {
    const [item] = await client.request<CallHierarchyItem[]>(
      'textDocument/prepareCallHierarchy',
      at('swipes'),
    );
    expect(item).toMatchObject({ name: 'swipes', detail: '数据源 · shop' });
    const why = await client.request<WhyAnswer>(WHY.method, { uri: project, name: 'shop.activity.n_7d' });
    expect('text' in why && why.text).toContain('窗口为 7d。');
    const nothing = await client.request<WhyAnswer>(WHY.method, { uri: project, name: 'shop.nobody' });
    expect('problem' in nothing && nothing.problem.message).toMatch(/\p{Script=Han}/u);
  });

  it('explain codes on hover and in completion', async () => {
    const hover = await client.request<Hover>('textDocument/hover', at('TN1703'));
    expect((hover.contents as MarkupContent).value).toContain('度量与另一种单位的界限比较。');
    const list = await client.request<CompletionList>('textDocument/completion', at('TN1703'));
    const code = list.items.find(({ label }) => label === 'TN1703')!;
    const full = await client.request<CompletionItem>('completionItem/resolve', code);
    expect((full.documentation as MarkupContent).value).toContain('度量与另一种单位的界限比较。');
  });

  it('list the rules that have a page, each with what it finds', async () => {
    const rules = await client.request<RuleDescription[]>(LIST_RULES.method, {});
    const pages = readdirSync(join(import.meta.dirname, '../../docs/rules'));
    expect(rules.map(({ code }) => `${code}.md`)).toEqual(pages.sort());
    expect(rules.filter(({ summary }) => !/\p{Script=Han}.*。$/u.test(summary))).toEqual([]);
    expect(rules[0]).toEqual({ code: 'TN1301', summary: '数据源的事件时间是它的一列，类型为时间戳或日期。' });
  });

  it('give the reasons of verdicts', async () => {
    const sha256 = createHash('sha256').update('not a model').digest('hex');
    await mkdir(join(client.folder, '.tenon/bench'), { recursive: true });
    const line = sampleLine('shop.net', { sha256, bytes: 11, cpu: 'Another Chip' });
    await writeFile(join(client.folder, '.tenon/bench/history.jsonl'), `${line}\n`);
    await client.watched('.tenon/bench/history.jsonl', 1);
    const verdicts = await client.request<ObjectiveVerdict[]>(OBJECTIVE_VERDICTS.method, {
      uri: client.uri('shop.tenon'),
    });
    expect(verdicts[0]!.reason).toMatch(/^latency\.p99 为 .*承诺为 < 20 ms。在 Another Chip 上测量/u);
    expect(verdicts[1]!.reason).toBe('单独一个模型的基准测试不测量 availability。');
  });

  it('say why nothing can be generated', async () => {
    const answer = await client.request<{ problem: { message: string } }>(GENERATION_PREVIEW.method, {
      uri: project,
    });
    expect(answer.problem.message).toMatch(/^模型有 .*错误，因此无法生成/u);
  });
});
