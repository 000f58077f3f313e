/** English texts with `{0}`, `{1}` … where values stand, and the same in another language. */
export type Translations = Readonly<Record<string, string>>;

/** What a language beside English has. */
export interface Language {
  readonly translations: Translations;
  /** What joins the last two of several, with the blanks that belong there. */
  readonly and: string;
  readonly or: string;
  /** What parts the others. */
  readonly comma: string;
  /** Ends a sentence. */
  readonly stop: string;
}
