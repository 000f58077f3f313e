import type { TextPattern } from './text-pattern.ts';

/**
 * Patterns by a word that each of them has and few others have, so that only those are tried on a text that have
 * a chance. What says most comes first: `Inline {0} here` before `Inline {0}`.
 */
export class PatternIndex {
  readonly #byWord = new Map<string, TextPattern[]>();
  readonly #withoutWord: TextPattern[] = [];

  constructor(patterns: readonly TextPattern[]) {
    const words = new Map(patterns.map((pattern) => [pattern, wordsOf(pattern)]));
    const uses = new Map<string, number>();
    for (const word of [...words.values()].flat()) uses.set(word, (uses.get(word) ?? 0) + 1);
    for (const [pattern, own] of words) {
      const rarest = own.sort((a, b) => uses.get(a)! - uses.get(b)!)[0];
      if (rarest === undefined) this.#withoutWord.push(pattern);
      else this.#byWord.set(rarest, [...(this.#byWord.get(rarest) ?? []), pattern]);
    }
  }

  /** Patterns that may fit a text. */
  candidates(text: string): TextPattern[] {
    const found = [...new Set(text.match(WORD) ?? [])].flatMap((word) => this.#byWord.get(word) ?? []);
    return [...found, ...this.#withoutWord].sort((a, b) => b.fixed - a.fixed);
  }
}

const WORD = /[A-Za-z]+/gu;

/** Words that no hole touches, as a value could go on there. */
const wordsOf = ({ pieces }: TextPattern): string[] =>
  pieces.flatMap((piece, index) => {
    const from = index === 0 ? piece : piece.replace(/^[A-Za-z]+/u, '');
    const whole = index === pieces.length - 1 ? from : from.replace(/[A-Za-z]+$/u, '');
    return whole.match(WORD) ?? [];
  });
