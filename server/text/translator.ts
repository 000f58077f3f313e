import type { Language } from './language.ts';
import { PatternIndex } from './pattern-index.ts';
import { filled, holesOf, textPattern, type TextPattern } from './text-pattern.ts';
import {
  capital,
  isName,
  isPiece,
  isProse,
  isToken,
  lower,
  ONE_NOUN,
  OPERATORS,
  QUOTED,
  sentenceEnds,
} from './text-shapes.ts';

/** Finds the translation of a text that was put together, and of what stands in it. */
export class Translator {
  readonly #language: Language;
  readonly #whole: ReadonlyMap<string, string>;
  readonly #patterns: PatternIndex;

  constructor(language: Language) {
    this.#language = language;
    // What is the same in both is a piece of a model, and holes leave those as they are.
    const all = Object.entries(language.translations)
      .filter(([english, other]) => english !== other)
      .flatMap(([english, other]) => [[english, other] as const, ...asSentence(english, other, language)]);
    this.#whole = new Map(all.filter(([english]) => !english.includes('{0}')));
    const withHoles = all.filter(([english]) => english.includes('{0}'));
    this.#patterns = new PatternIndex(
      withHoles.map(([english, translated]) => textPattern(english, translated)),
    );
  }

  /** A text without values, as it is written. */
  whole(english: string): string | undefined {
    return this.#whole.get(english);
  }

  /** A text, or undefined when it has no translation. */
  text(english: string): string | undefined {
    const rules = this.#rules(english);
    if (rules !== undefined) return rules;
    const one = this.#sentence(english);
    if (one?.isSure) return (one.fixed < 2 * FEW && this.#clearer(english, one)?.text) || one.text;
    const several = this.#sentences(english);
    if (several !== undefined) return several;
    const any = this.#filled(english, () => true);
    if (any?.isSure) return any.text;
    const unended = this.#unended(english);
    const isBetter = unended && unended.fixed * 2 >= (one?.fixed ?? 0);
    return this.#afterCode(english) ?? (isBetter ? unended : (one ?? any))?.text;
  }

  /** What few words of its own tell may be meant otherwise: a pattern that says more goes before it. */
  #clearer(english: string, than: Found): Found | undefined {
    const any = this.#filled(english, () => true);
    return any?.isSure && any.fixed > than.fixed ? any : undefined;
  }

  /** A text whose holes hold no sentences. */
  #sentence(english: string): Found | undefined {
    const known = this.#whole.get(english) ?? this.#withFigure(english);
    if (known !== undefined) return { text: known, isSure: true, fixed: english.length };
    const open = english.endsWith('.') ? this.#whole.get(english.slice(0, -1)) : undefined;
    return open === undefined
      ? this.#filled(english, isPiece)
      : { text: open + this.#language.stop, isSure: true, fixed: english.length };
  }

  /** A text that is written without the full stop that it has here. */
  #unended(english: string): Found | undefined {
    if (!english.endsWith('.')) return undefined;
    for (const open of [english.slice(0, -1), lower(english.slice(0, -1))]) {
      const found = this.#sentence(open);
      if (found?.isSure) return { ...found, text: found.text + this.#language.stop };
      const list = this.#list(open);
      if (list !== undefined) return { text: list + this.#language.stop, isSure: true, fixed: 0 };
    }
    return undefined;
  }

  /** By the pattern that says most. It is not sure where words of a hole stay English, which may be code or not. */
  #filled(english: string, fits: (value: string) => boolean): Found | undefined {
    let unsure: Found | undefined;
    const candidates = this.#patterns.candidates(english);
    // A hole is empty only where nothing else fits.
    for (const least of [1, 0]) {
      for (const pattern of candidates) {
        if (unsure && pattern.fixed * 2 < unsure.fixed) break;
        const holes = holesOf(english, pattern, least);
        if (!holes?.every(fits)) continue;
        const values = holes.map((value, hole) => (isInQuotes(pattern, hole) ? value : this.piece(value)));
        const text = filled(pattern.translated, values);
        const isSame = isWeak(pattern) ? isToken : isName;
        const isClear = (value: string, hole: number): boolean =>
          value !== holes[hole] || isSame(value) || isInQuotes(pattern, hole);
        const isCount = isWeak(pattern) && holes.length === 1;
        if (isCount ? isToken(holes[0]!) : values.every(isClear))
          return { text, isSure: true, fixed: pattern.fixed };
        if (!isWeak(pattern)) unsure ??= { text, isSure: false, fixed: pattern.fixed };
      }
    }
    return unsure;
  }

  /** Several sentences that were put together. */
  #sentences(english: string): string | undefined {
    for (const end of sentenceEnds(english).toReversed()) {
      const first = this.#sure(english.slice(0, end));
      if (first) return first.text + (this.text(english.slice(end + 1)) ?? english.slice(end + 1));
    }
    return undefined;
  }

  /** A sentence behind code: `amount : float64. It is declared so.` */
  #afterCode(english: string): string | undefined {
    for (const end of sentenceEnds(english)) {
      const head = english.slice(0, end - 1);
      const rest = isProse(head) ? undefined : this.#sure(english.slice(end + 1));
      if (rest) return head + this.#language.stop + rest.text;
    }
    return undefined;
  }

  #sure(english: string): Found | undefined {
    const found = this.#sentence(english);
    return found?.isSure ? found : this.#unended(english);
  }

  /** A piece of a text, as it stands in a hole; names, numbers and code stay as they are. */
  piece(value: string): string {
    const bare = ONE_NOUN.exec(value)?.[1];
    if (bare !== undefined) return this.#whole.get(value) ?? bare;
    if (!value.trim().includes(' ')) return this.#whole.get(value) ?? value;
    if (QUOTED.test(value)) return value;
    const alternatives = / or /u.test(value)
      ? value.split(' or ').map((each) => this.#alternative(each))
      : [];
    if (alternatives.length > 0 && alternatives.every((each) => each !== undefined))
      return alternatives.reduce((left, right) => filled(`{0}${this.#language.or}{1}`, [left, right]));
    const [best] = [value, capital(value), lower(value)]
      .flatMap((written) => this.#sentence(written) ?? [])
      .filter(({ isSure }) => isSure)
      .sort((a, b) => b.fixed - a.fixed);
    if (best) return best.text;
    const translated = this.text(value);
    if (translated !== undefined) return translated;
    return this.#clauses(value) ?? this.#list(value) ?? value;
  }

  /** `It reads the rows: 12 columns.` */
  #withFigure(english: string): string | undefined {
    const [, head = '', figure = ''] = /^(.+): (\d[^.]*)\.$/u.exec(english) ?? [];
    const first = this.#whole.get(head);
    return first === undefined ? undefined : `${first}：${this.piece(figure)}${this.#language.stop}`;
  }

  /** One of several that `or` joins; undefined for what is only a part of one. */
  #alternative(english: string): string | undefined {
    const bare = ONE_NOUN.exec(english)?.[1];
    if (bare !== undefined) return this.#whole.get(english) ?? bare;
    const found = this.#sentence(english);
    if (found?.isSure) return found.text;
    return /^\w+\(…\)$/u.test(english) ? english : undefined;
  }

  /** `it is rounded; the zone is lost`. */
  #clauses(english: string): string | undefined {
    const clauses = english.split('; ').map((clause) => this.#sentence(clause));
    if (clauses.length < 2 || !clauses.every((clause) => clause?.isSure)) return undefined;
    return clauses.map((clause) => clause!.text).join('；');
  }

  /** Rules of a formula in a row: `Avg gives float64, and null where there is no row; the window is 6h.` */
  #rules(english: string): string | undefined {
    if (!english.endsWith('.') || this.#whole.has(english)) return undefined;
    const [first, ...others] = english.slice(0, -1).split('; ');
    const known = this.#rule(first!) ?? this.#rule(lower(first!));
    if (known === undefined) return undefined;
    const rest = others.map((each) => {
      const found = this.#sentence(each);
      return this.#rule(each) ?? (found?.isSure ? found.text : undefined);
    });
    if (!rest.every((each) => each !== undefined)) return undefined;
    return [known, ...rest].join('；') + this.#language.stop;
  }

  /** One that is written as it stands, or what a function computes: `hour: hour of the day`. */
  #rule(english: string): string | undefined {
    const known = this.#whole.get(english);
    if (known !== undefined) return known;
    const [, name, computed] = /^(\w+): (.+)$/u.exec(english) ?? [];
    const doc = computed === undefined ? undefined : this.#whole.get(`${capital(computed)}.`);
    return doc === undefined ? undefined : `${name}：${withoutStop(doc, this.#language)}`;
  }

  /** `a, b and c`, where none of them is code. */
  #list(value: string): string | undefined {
    const [, head, word, tail] = /^(.+?) (or|nor|and) (.+)$/u.exec(value) ?? [];
    if (head === undefined || tail === undefined || OPERATORS.test(value)) return undefined;
    const { and, or, comma } = this.#language;
    const items = [...head.split(', '), tail];
    const parts = items.map((item) => this.piece(item));
    if (parts.some((part, index) => part === items[index] && isProse(part))) return undefined;
    const joint = word === 'and' ? and : word === 'or' ? or : comma;
    return filled(`{0}${joint}{1}`, [parts.slice(0, -1).join(comma), parts.at(-1)!]);
  }
}

/** `a path in the project` is also said by itself: `A path in the project.` */
const asSentence = (english: string, other: string, { stop }: Language): (readonly [string, string])[] =>
  /^(?:an?|the|one) /u.test(english) ? [[`${capital(english)}.`, `${other}${stop}`]] : [];

const withoutStop = (text: string, { stop }: Language): string =>
  text.endsWith(stop) ? text.slice(0, -stop.length) : text;

interface Found {
  readonly text: string;
  readonly isSure: boolean;
  /** Letters by which it is known. */
  readonly fixed: number;
}

/** What the author has written stands in quotes, and stays. */
const isInQuotes = ({ pieces }: TextPattern, hole: number): boolean =>
  pieces[hole]!.endsWith('"') && pieces[hole + 1]!.startsWith('"');

/** A text that begins with a hole and has few words of its own also fits what it does not mean. */
const isWeak = ({ pieces, fixed }: TextPattern): boolean => pieces[0] === '' && fixed < FEW;

/** So few letters are said by many texts. */
const FEW = 8;
