import type { Language } from './language.ts';
import { filled } from './text-pattern.ts';
import { Translator } from './translator.ts';

/** Languages beside English, by the beginnings of their locales; each is loaded when an editor wants it. */
const LANGUAGES: readonly (readonly [locales: RegExp, load: () => Promise<Language>])[] = [
  [/^zh(?:$|-(?:cn|sg|hans))/iu, async () => (await import('./findings/zh-cn/index.ts')).CHINESE],
];

/** More texts than these are not remembered. */
const MOST_KNOWN = 4000;

/**
 * What the server says, in the language of the editor. Whoever makes a text writes it in English; it is translated
 * where it goes out, so that nothing before needs to know a language. A text without a translation stays English.
 */
export class Texts {
  readonly #language: Language | undefined;
  readonly #translator: Translator | undefined;
  readonly #known = new Map<string, string>();

  /** English without a language. */
  constructor(language?: Language) {
    this.#language = language;
    this.#translator = language && new Translator(language);
  }

  /** Nothing is translated. */
  get isEnglish(): boolean {
    return this.#translator === undefined;
  }

  /** A text without values, as it is written; everything else stays English. */
  exactly(english: string): string {
    return this.#translator?.whole(english) ?? english;
  }

  /** A piece of a text, such as a name of a figure, whether or not it begins with a capital. */
  piece(english: string): string {
    return this.#translator?.piece(english) ?? english;
  }

  /** A text as it is written, with values in its holes `{0}`, `{1}` …, which stay as they are. */
  fill(english: string, ...values: readonly string[]): string {
    if (!this.#language) return english.replaceAll(/\{(\d+)\}/gu, (_, hole) => values[Number(hole)] ?? '');
    return filled(this.#language.translations[english] ?? english, values);
  }

  /** What people call a kind of element, such as `source`; in English the word of the language itself. */
  kind(word: string): string {
    const { kinds } = this.#language ?? {};
    return kinds && Object.hasOwn(kinds, word) ? kinds[word]! : word;
  }

  of(english: string): string {
    if (!this.#translator) return english;
    const known = this.#known.get(english);
    if (known !== undefined) return known;
    const translated = this.#translator.text(english) ?? english;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(english, translated);
    return translated;
  }
}

/** Texts for a locale as the editor names it, such as `zh-cn`; at once where they are English. */
export function textsFor(locale: string | undefined): Texts | Promise<Texts> {
  const [, load] = LANGUAGES.find(([locales]) => locales.test(locale ?? '')) ?? [];
  return load ? load().then((language) => new Texts(language)) : new Texts();
}
