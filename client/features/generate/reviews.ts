import * as vscode from 'vscode';
import type { Review } from './review.ts';

/** In `when` clauses: there is something to look at. */
const CONTEXT_KEY = 'tenon.isReviewing';

/** The review that is under way: at most one, so that nobody has to ask which one a button means. */
export class Reviews {
  #current: Review | undefined;
  readonly #cleanUps: ((review: Review) => Promise<unknown>)[] = [];
  readonly #changed = new vscode.EventEmitter<undefined>();
  /** A review began, changed or ended. */
  readonly onDidChange = this.#changed.event;

  get current(): Review | undefined {
    return this.#current;
  }

  /** What has to be closed when a review ends; the next one waits for it. */
  cleanUpWith(cleanUp: (review: Review) => Promise<unknown>): void {
    this.#cleanUps.push(cleanUp);
  }

  begin(review: Review): void {
    this.#current = review;
    review.onDidChange(() => this.#changed.fire(undefined));
    this.#tell();
  }

  async end(): Promise<void> {
    const review = this.#current;
    if (!review) return;
    this.#current = undefined;
    review.dispose();
    this.#tell();
    await Promise.allSettled(this.#cleanUps.map((cleanUp) => cleanUp(review)));
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', CONTEXT_KEY, this.#current !== undefined);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    void this.end();
    this.#changed.dispose();
  }
}
