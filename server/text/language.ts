/** English texts with `{0}`, `{1}` … where values stand, and the same in another language. */
export type Translations = Readonly<Record<string, string>>;

/** What a language beside English has. */
export interface Language {
  readonly translations: Translations;
  /** What people call the kinds of elements: a single word may also be a name, so these stand by themselves. */
  readonly kinds: Translations;
  /** What joins the last two of several, with the blanks that belong there. */
  readonly and: string;
  readonly or: string;
  /** What parts the others. */
  readonly comma: string;
  /** Ends a sentence. */
  readonly stop: string;
}
