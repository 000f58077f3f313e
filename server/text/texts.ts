import chinese from './zh-cn.json' with { type: 'json' };

/** English texts with `{0}`, `{1}` … where values stand, and the same in another language. */
export type Translations = Readonly<Record<string, string>>;

/** Languages beside English, by the beginnings of their locales. */
const LANGUAGES: readonly (readonly [locales: RegExp, translations: Translations])[] = [
  [/^zh(?:$|-(?:cn|sg|hans))/iu, chinese],
];

interface Pattern {
  readonly english: RegExp;
  readonly translated: string;
}

/**
 * What the server says of its own accord, such as titles of actions, in the language of the editor. Whoever makes a
 * text writes it in English; it is translated where it goes out, so that nothing before needs to know a language. A
 * text without a translation stays English.
 */
export class Texts {
  readonly #whole: ReadonlyMap<string, string>;
  readonly #patterns: readonly Pattern[];

  /** `locale` as the editor names it, such as `zh-cn`; English without one. */
  constructor(locale: string | undefined, languages = LANGUAGES) {
    const [, translations = {}] = languages.find(([locales]) => locales.test(locale ?? '')) ?? [];
    this.#whole = new Map(Object.entries(translations));
    this.#patterns = Object.entries(translations)
      .filter(([english]) => english.includes('{0}'))
      // The more of a text is fixed, the better it is known: `Inline {0} here` before `Inline {0}`.
      .sort(([a], [b]) => fixedLength(b) - fixedLength(a))
      .map(([english, translated]) => ({ english: patternOf(english), translated }));
  }

  of(english: string): string {
    const whole = this.#whole.get(english);
    if (whole !== undefined) return whole;
    for (const pattern of this.#patterns) {
      const values = pattern.english.exec(english)?.groups;
      if (values)
        return pattern.translated.replace(/\{(\d+)\}/gu, (_, index) => values[`v${String(index)}`] ?? '');
    }
    return english;
  }
}

const fixedLength = (english: string): number => english.replace(/\{\d+\}/gu, '').length;

function patternOf(english: string): RegExp {
  const parts = english.split(/\{(\d+)\}/u);
  const source = parts.map((part, index) => (index % 2 === 1 ? `(?<v${part}>.+?)` : escaped(part)));
  return new RegExp(`^${source.join('')}$`, 'su');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
