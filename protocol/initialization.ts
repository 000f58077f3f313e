/** Documents by scheme, language and pattern of their path. */
export interface SettingsFiles {
  readonly scheme: string;
  readonly language: string;
  readonly pattern: string;
}

/** What a client tells the server when it starts it, beside what the LSP provides for. */
export interface InitializationOptions {
  /** The client has the command that shows the page of a rule; without it the page itself is linked. */
  readonly explainsRules?: boolean;
  /**
   * Project files of an editor that knows their schema, so that only names of the project are wanted in them. The
   * server asks for their texts and for completions in them, and for nothing else. Absent where the editor sends them
   * like models, or not at all.
   */
  readonly settingsFiles?: readonly SettingsFiles[];
  /** Environments that were chosen before, by URI of the project folder; null where none shall be applied. */
  readonly environments?: Readonly<Record<string, string | null>>;
}
