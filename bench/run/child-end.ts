/** How a child ended: it could not be started, or by an exit code or a signal. */
export interface ChildEnd {
  readonly startError?: Error;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}
