/** What a client tells the server when it starts it, beside what the LSP provides for. */
export interface InitializationOptions {
  /** The client has the command that shows the page of a rule; without it the page itself is linked. */
  readonly explainsRules?: boolean;
  /** Environments that were chosen before, by URI of the project folder; null where none shall be applied. */
  readonly environments?: Readonly<Record<string, string | null>>;
}
