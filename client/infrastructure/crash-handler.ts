import { CloseAction, ErrorAction, type CloseHandlerResult, type ErrorHandler } from 'vscode-languageclient';

/** A server that ends so often in so many milliseconds is not started again by itself. */
const MOST = 4;
const WITHIN = 3 * 60_000;

/**
 * Starts a server that has ended again, a few times. Nothing pops up: the status item says how the server is, the
 * log says why.
 */
export class CrashHandler implements ErrorHandler {
  readonly #ends: number[] = [];

  error(): { readonly action: ErrorAction; readonly handled: boolean } {
    return { action: ErrorAction.Continue, handled: true };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.#ends.push(now);
    const recent = this.#ends.filter((end) => now - end < WITHIN);
    const action = recent.length > MOST ? CloseAction.DoNotRestart : CloseAction.Restart;
    return { action, handled: true };
  }
}
