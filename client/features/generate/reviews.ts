import * as vscode from 'vscode';
import type { Review } from './review.ts';

/** In `when` clauses: there is something to look at. */
const CONTEXT_KEY = 'tenon.isReviewing';

/** The review that is under way: at most one, so that nobody has to ask which one a button means. */
export class Reviews {
  #current: Review | undefined;
  readonly #ended = new vscode.EventEmitter<Review>();
  readonly #changed = new vscode.EventEmitter<undefined>();
  /** A review began, changed or ended. */
  readonly onDidChange = this.#changed.event;
  readonly onDidEnd = this.#ended.event;

  get current(): Review | undefined {
    return this.#current;
  }

  begin(review: Review): void {
    this.end();
    this.#current = review;
    review.onDidChange(() => this.#changed.fire(undefined));
    this.#tell();
  }

  end(): void {
    const review = this.#current;
    if (!review) return;
    this.#current = undefined;
    this.#ended.fire(review);
    review.dispose();
    this.#tell();
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', CONTEXT_KEY, this.#current !== undefined);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.end();
    this.#ended.dispose();
    this.#changed.dispose();
  }
}
