import { beforeAll, describe, expect, it } from 'vitest';
import type { Texts } from '../../server/text/texts.ts';
import { textsFor } from '../../server/text/texts.ts';
import { renderedTexts, type RenderedText } from './rendered-findings.ts';

/** Code, values in quotes and types, which are the same in every language. */
const SAME = /`[^`]*`|"[^"]*"|“[^”]*”|'[^']*'|\([^()]*\)|\[[^\]]*\]|\{[^}]*\}/gu;

/** Three words of English in a row. */
const ENGLISH = /(?<![\p{L}.])[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/u;

/** Pieces of models that stand in sentences as they are. */
const CODE =
  /source payments from kafka_main|allow write on lake|stop when idle for|(?:win|lose) when lift|on (?:requirement_broken rollback home to|success start|win shift|failure (?:use|rollback to)|timeout degrade to)|rollback to previous|retry 2 times backoff exponential|backoff exponential from|require (?:approval by|errors)|balance consistent_hash by|tenon capacity/gu;

/** What the facts of an example say in place of a file. */
const FACTS = /The file was cut or is still being written\./gu;

describe('findings of all bad examples', () => {
  let texts: Texts;
  let rendered: RenderedText[];
  beforeAll(async () => {
    texts = await textsFor('zh-cn');
    rendered = renderedTexts();
  }, 240_000);

  it('are found in the catalogue and hold Chinese', () => {
    expect(rendered.length).toBeGreaterThan(1000);
    const said = rendered.filter(({ english }) => !/^(?:\w+: )?\d+%$/u.test(english));
    const missing = said.filter(({ english }) => !/\p{Script=Han}/u.test(texts.of(english)));
    expect(missing).toEqual([]);
  });

  it('hold no English but names and code', () => {
    const english = rendered
      .map((each) => ({ ...each, chinese: texts.of(each.english) }))
      .filter(({ chinese }) =>
        ENGLISH.test(chinese.replaceAll(SAME, '…').replaceAll(CODE, '…').replaceAll(FACTS, '')),
      );
    expect(english).toEqual([]);
  });
});
