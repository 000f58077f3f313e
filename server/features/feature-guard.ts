import { ErrorCodes, LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

/**
 * Keeps the features apart: one that throws answers with nothing and is reported once, with a reference that can
 * be copied into a bug report; the others go on. A cancelled request is answered as cancelled.
 */
export class FeatureGuard {
  readonly #log: (message: string) => void;
  readonly #reported = new Set<string>();
  #isEnded = false;

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** A handler that answers `nothing` when the real one fails. */
  handle<P, R>(
    feature: string,
    nothing: R,
    handler: (params: P, token: CancellationToken) => Promise<R> | R,
  ): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
    return async (params, token) => {
      if (this.#isEnded) return ENDED;
      if (token.isCancellationRequested) return CANCELLED;
      try {
        const result = await handler(params, token);
        return token.isCancellationRequested ? CANCELLED : result;
      } catch (error) {
        if (token.isCancellationRequested) return CANCELLED;
        this.report(error, feature);
        return nothing;
      }
    };
  }

  /** From now on every request is refused: the editor has said goodbye. */
  end(): void {
    this.#isEnded = true;
  }

  /** Does something that nobody waits for an answer to. */
  run(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.report(error, what);
    }
  }

  report(error: unknown, what: string): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const reference = referenceOf(what, text);
    if (this.#reported.has(reference)) return;
    this.#reported.add(reference);
    this.#log(`${what} failed (reference ${reference}; please report it with the lines below):\n${text}`);
  }
}

const CANCELLED = new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
const ENDED = new ResponseError<never>(ErrorCodes.InvalidRequest, 'The server is shut down.');

/** The same failure has the same reference: FNV-1a over what failed and the first lines of where. */
function referenceOf(what: string, text: string): string {
  let hash = 0x811c9dc5;
  for (const character of `${what}\n${text.split('\n').slice(0, 3).join('\n')}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
