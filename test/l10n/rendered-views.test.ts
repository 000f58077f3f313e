import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseOf } from '../../bench/verdict/testing/case-of.ts';
import { judgePromise, type ModelPromise } from '../../bench/verdict/judge-promise.ts';
import { derive, RULES, VOCABULARY, type Symbol } from '../../language/index.ts';
import { describeSuppression } from '../../server/features/hover/describe-suppression.ts';
import { inspectText } from '../../server/features/project-tree/inspect-text.ts';
import { whyText } from '../../server/features/why/why-text.ts';
import { hostOf, modelFile } from '../../server/testing/model-files.ts';
import { translatedDoc, translatedMarkdown } from '../../server/text/markdown-texts.ts';
import { RulePages } from '../../server/text/rule-pages.ts';
import { Texts, textsFor } from '../../server/text/texts.ts';
import type { ProjectHost } from '../../server/workspace/project-host.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

/** What the author has written stays, and so does code: facts begin with it, and places end with it. */
const AUTHORS = /^(?!- |#|\S+，)[A-Z].*[.?]$/u;
const CODE =
  /`[^`]*`|"[^"]*"|\([^()]*\)|\[[^\]]*\]|\{[^}]*\}|^\s*(?:<-|-->) .*$|^\S+ \S+ [=:] .*$|^(?:\w+ )+(?:on|of|from|extends) \w+.*$/gu;
const ENGLISH = /(?<![\p{L}.])[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/u;

function exampleHost(name: string): ProjectHost {
  const folder = join(EXAMPLES, name);
  const paths = globSync('**/*.tenon', { cwd: folder });
  return hostOf(Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')])));
}

const declaredIn = ({ project }: ProjectHost): Symbol[] =>
  [...project.files.values()].flatMap(({ symbols }) => symbols.declared);

const isLeftEnglish = (line: string): boolean =>
  !AUTHORS.test(line) && ENGLISH.test(line.replaceAll(CODE, '…'));

describe('what the views show', () => {
  let texts: Texts;
  beforeAll(async () => {
    texts = await textsFor('zh-cn');
  });

  const page = (symbol: Symbol, host: ProjectHost, shown: Texts): string =>
    inspectText(
      symbol,
      host,
      {
        problems: host.project.check().filter(({ file }) => file === symbol.file.path),
        generated: [{ path: 'dev/triton/config.pbtxt', target: 'triton', line: 3 }],
        fileAt: (path) => modelFile(host, path),
      },
      shown,
    );

  it.each(['digits', 'flights'])('is Chinese on the page of each element of %s', (example) => {
    const host = exampleHost(example);
    const pages = declaredIn(host).map((symbol) => page(symbol, host, texts));
    expect(pages.length).toBeGreaterThan(5);
    const english = pages.flatMap((text) => text.split('\n').filter(isLeftEnglish));
    expect(english).toEqual([]);
    for (const text of pages) expect(text).toMatch(/^# \p{Script=Han}.*\n\n.*，声明于 \S+\.tenon:\d+:\d+，/u);
  });

  it('is Chinese in the chains of reasons, but for the facts themselves', () => {
    const host = exampleHost('flights');
    const chains = declaredIn(host).flatMap(({ qualifiedName }) => {
      const answer = derive(host.project, host.environment, qualifiedName);
      return 'derivations' in answer ? [whyText(answer.derivations, texts)] : [];
    });
    expect(chains.length).toBeGreaterThan(2);
    expect(chains.join('\n').split('\n').filter(isLeftEnglish)).toEqual([]);
    expect(chains.join('\n')).toMatch(/avg 得出 float64，窗口中没有值时为 null；窗口为 6h。/u);
  });

  it('stays as it is in English', () => {
    const host = exampleHost('digits');
    const service = declaredIn(host).find(({ kind }) => kind === 'service')!;
    const text = page(service, host, new Texts());
    expect(text).toContain(`# service ${service.name}\n\n${service.qualifiedName}, declared at `);
    expect(text).toContain('## Goes into\n\n- deployment ');
    expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  it('has a word for every kind of element', () => {
    const kinds = [...VOCABULARY.nouns.values()].map(({ noun }) => noun);
    const parts = ['column', 'feature', 'input', 'output', 'step', 'parameter', 'item'];
    const missing = [...kinds, ...parts].filter((kind) => !/\p{Script=Han}/u.test(texts.kind(kind)));
    expect(missing).toEqual([]);
    expect(new Texts().kind('source')).toBe('source');
    expect(texts.kind('constructor')).toBe('constructor');
  });
});

describe('codes of rules', () => {
  it('are explained in Chinese where they are ignored and completed', async () => {
    const texts = await textsFor('zh-cn');
    const pages = new RulePages({ hasCommand: true });
    const host = hostOf({ 'a.tenon': RULES.map(({ code }) => `// tenon-ignore ${code}: so\n`).join('') });
    const model = modelFile(host, 'a.tenon');
    for (const [line, { code, name, severity, summary }] of RULES.entries()) {
      const hover = describeSuppression(model, { line, character: 18 }, pages)!;
      const lines = translatedMarkdown(hover.value, texts).split('\n');
      expect(lines.filter((line) => line !== '' && !/\p{Script=Han}/u.test(line))).toEqual([]);
      const doc = translatedDoc(`**${code}** ${name}, ${severity}\n\n${summary}`, texts);
      expect(doc.replaceAll(/[^\p{Script=Han}\n]/gu, '')).toMatch(/^\p{Script=Han}+\n\n\p{Script=Han}+$/u);
      expect(doc).toContain(`**${code}** ${name}`);
    }
  });
});

describe('reasons of verdicts', () => {
  const promise: ModelPromise = {
    measure: 'latency.p99',
    comparison: '<',
    limit: 0.02,
    models: 1,
    copies: 1,
  };
  const reasons = (): string[] => [
    judgePromise(promise, caseOf([0.01])).reason,
    judgePromise(promise, caseOf([0.03])).reason,
    judgePromise(promise, caseOf([...new Array<number>(99).fill(0.01), 0.03])).reason,
    judgePromise(promise, caseOf([0.01], 210)).reason,
    judgePromise(promise, caseOf([0.01], 700, { noise: { grade: 'C', spread: 0.231 } })).reason,
    judgePromise(promise, caseOf([0.03], 700, { noise: { grade: 'C', spread: 0.231 } })).reason,
    judgePromise(promise, caseOf([0.03], 700, { noise: { grade: 'C', spread: null } })).reason,
    judgePromise(promise, caseOf([0.01], 700, { assumed: ['sequence', 'tokens'] })).reason,
    judgePromise(promise, caseOf([0.01], 2000, { warmup: { slices: 50, seconds: 5, stable: false } })).reason,
    judgePromise(promise, caseOf([0.01], 2000, { scenario: 'server', rate: 100, waiting: 30 })).reason,
    judgePromise({ ...promise, models: 2 }, caseOf([0.01])).reason,
    judgePromise(
      { ...promise, measure: 'throughput', comparison: '>', limit: 5e4, copies: 3 },
      caseOf([0.01]),
    ).reason,
    judgePromise({ ...promise, measure: 'availability' }, caseOf([0.01])).reason,
    judgePromise({ ...promise, comparison: '==' }, caseOf([0.01])).reason,
    'shop.net was not measured yet.',
  ];

  it('are Chinese, alone and with where they were measured', async () => {
    const texts = await textsFor('zh-cn');
    const all = reasons().flatMap((reason) => [
      reason,
      `${reason} Measured on Intel Xeon Platinum 8581C CPU @ 2.10GHz, batch 8.`,
      `The file of shop.net has changed since it was measured: measure it again. Before, ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
    ]);
    const shown = all.map((reason) => texts.of(reason));
    const isEnglish = (text: string): boolean =>
      text.includes('Measured') ||
      ENGLISH.test(text.replaceAll('Intel Xeon Platinum 8581C CPU @ 2.10GHz', ''));
    expect(shown.filter((text) => isEnglish(text) || !/\p{Script=Han}/u.test(text))).toEqual([]);
    expect(shown[0]).toMatch(/^latency\.p99 为 10 ms（95 %：.*）， ?承诺为 < 20 ms。$/u);
  });
});
