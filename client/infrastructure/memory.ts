import type * as vscode from 'vscode';

/** What was chosen the last time, for each project. */
export class Memory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  recall<T>(project: string, what: string): T | undefined {
    return this.#state.get<T>(`${what} ${project}`);
  }

  /** What was chosen, by project. */
  recallAll<T>(what: string): Record<string, T> {
    const prefix = `${what} `;
    const keys = this.#state.keys().filter((key) => key.startsWith(prefix));
    return Object.fromEntries(keys.map((key) => [key.slice(prefix.length), this.#state.get<T>(key)!]));
  }

  async remember(project: string, what: string, value: unknown): Promise<void> {
    await this.#state.update(`${what} ${project}`, value);
  }
}
