import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { reasonInTexts } from '../../server/features/generated-files/in-texts.ts';
import { textsFor, type Texts } from '../../server/text/texts.ts';
import { readFiles, subfolders } from '../../targets/kit/testing/case-files.ts';
import { runCase } from '../../targets/kit/testing/case-run.ts';
import { loadCase } from '../../targets/kit/testing/load-case.ts';
import { TARGETS } from '../../targets/registry.ts';
import { findingTexts } from './finding-texts-in-sources.ts';

const root = join(import.meta.dirname, '../..');

/** Code, types and what is in quotes are the same in every language. */
const SAME = /`[^`]*`|"[^"]*"|“[^”]*”|\([^()]*\)|\[[^\]]*\]|\{[^}]*\}/gu;
const ENGLISH = /(?<![\p{L}.])[A-Za-z]{2,} (?:a|an|[a-z]{2,}) [a-z]{2,}/u;
/** The name of a machine in one of the cases. */
const NAMES = 'NVIDIA L4 of the lab';
const isLeftEnglish = (text: string): boolean =>
  !/\p{Script=Han}/u.test(text) || ENGLISH.test(text.replaceAll(SAME, '…').replaceAll(NAMES, '…'));

interface Said {
  readonly findings: readonly string[];
  readonly reasons: readonly string[];
}

/** What all targets say of their own cases: findings, and reasons of generated lines. */
async function saidInCases(): Promise<Said> {
  const findings = new Set<string>();
  const reasons = new Set<string>();
  for (const target of TARGETS) {
    const cases = join(root, 'targets', target.manifest.id, 'cases');
    for (const name of subfolders(cases)) {
      const folder = join(cases, name, 'input');
      const { generated } = await runCase(target, loadCase, readFiles(folder), folder);
      for (const finding of generated.diagnostics) for (const text of textsOf(finding)) findings.add(text);
      for (const { trace } of generated.targets)
        for (const { spans } of trace.files)
          for (const { derived } of spans) if (derived !== undefined) reasons.add(derived);
    }
  }
  return { findings: [...findings], reasons: [...reasons] };
}

const textsOf = ({ message, help, related = [] }: Diagnostic): string[] => [
  message,
  ...(help === undefined ? [] : [help]),
  ...related.map((place) => place.message),
];

describe('what targets say', () => {
  let texts: Texts;
  let said: Said;
  beforeAll(async () => {
    texts = await textsFor('zh-cn');
    said = await saidInCases();
  }, 120_000);

  it('of a model is Chinese in all of their cases', () => {
    expect(said.findings.length).toBeGreaterThan(50);
    const english = said.findings.map((text) => [text, texts.of(text)]);
    expect(english.filter(([, chinese]) => isLeftEnglish(chinese!))).toEqual([]);
  });

  it('of a generated line is Chinese in all of their cases', () => {
    expect(said.reasons.length).toBeGreaterThan(20);
    const english = said.reasons.map((text) => [text, reasonInTexts(text, texts)]);
    expect(english.filter(([, chinese]) => isLeftEnglish(chinese!))).toEqual([]);
  });

  it('has its reasons translated, and what is in quotes left', () => {
    const said = (english: string): string => texts.of(english);
    expect(said(`Triton can't carry the name "a b": only ASCII letters, digits, underscores and hyphens are allowed.`)).toBe('Triton 无法使用名称“a b”：只允许 ASCII 字母、数字、下划线和连字符。'); // prettier-ignore
    expect(said('"x" cannot name a log group: it may have a–z, 0–9 and / . _ -.')).toBe('“x”不能作为日志组的名称：只能有 a–z、0–9 以及 / . _ -。'); // prettier-ignore
    expect(said(`Kubeflow can't read the schedule "1 2 3": it has 3 fields instead of five (minute, hour, day of month, month, day of week).`)).toBe('Kubeflow 无法读取计划“1 2 3”：它有 3 个字段，而应有五个（分、时、日、月、星期）。'); // prettier-ignore
    expect(said(`Terraform can't write "a" and "A": differ only in case.`)).toBe('Terraform 无法写入“a”和“A”：二者只有大小写不同。'); // prettier-ignore
    expect(said('"train" needs rows to evaluate on.')).toBe('“train”需要用于评估的行。');
  });

  it('of types is said of systems whose losses have a translation', () => {
    const systems = TARGETS.flatMap(({ manifest }) => Object.values(manifest.types ?? {}).flat());
    const translated = ['json', 'pandas', 'parquet', 'triton'];
    expect([...new Set<string>(systems)].filter((system) => !translated.includes(system))).toEqual([]);
  });

  it('is found by its words whatever the names in it are', () => {
    const sentences = findingTexts('targets').filter(({ text }) => /^[A-Z"{].*\.$/u.test(text));
    expect(sentences.length).toBeGreaterThan(150);
    const filled = sentences.map(({ text }) => text.replaceAll(/\{(\d)\}/gu, (_, hole) => `name_${hole}`));
    const english = filled.map((text) => [text, texts.of(text)]);
    expect(english.filter(([, translated]) => isLeftEnglish(translated!))).toEqual([]);
  });
});
