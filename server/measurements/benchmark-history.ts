import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readHistoryText } from '../../bench/report/history-text.ts';
import type { MeasuredComparison } from '../../bench/report/measured-comparison.ts';
import type { MeasuredResult } from '../../bench/report/measured-result.ts';

export const HISTORY_PATTERN = '**/.tenon/bench/history.jsonl';

export interface HistoryContent {
  /** Oldest first. */
  readonly results: readonly MeasuredResult[];
  /** The newest result of each model. */
  readonly last: ReadonlyMap<string, MeasuredResult>;
  /** Models in turns with others, oldest first. */
  readonly comparisons: readonly MeasuredComparison[];
  /** Lines that nobody could understand. */
  readonly skipped: number;
}

const NOTHING: HistoryContent = { results: [], last: new Map(), comparisons: [], skipped: 0 };

/** Everything that was measured in a project. It is read again when the file is another one. */
export class BenchmarkHistory {
  readonly #path: string | undefined;
  #version = '';
  #content: HistoryContent = NOTHING;

  /** Without a folder there is no history. */
  constructor(projectFolder: string | undefined) {
    this.#path =
      projectFolder === undefined ? undefined : join(projectFolder, '.tenon', 'bench', 'history.jsonl');
  }

  /** Empty where nothing was measured, or nothing can be read. */
  async read(): Promise<HistoryContent> {
    const path = this.#path;
    const file = path === undefined ? undefined : await stat(path).catch(() => undefined);
    if (path === undefined || !file) return (this.#content = this.#forget());
    const version = `${file.mtimeMs} ${file.size}`;
    if (version === this.#version) return this.#content;
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return this.#forget();
    const read = readHistoryText(text);
    this.#version = version;
    this.#content = { ...read, last: new Map(read.results.map((result) => [result.subject, result])) };
    return this.#content;
  }

  #forget(): HistoryContent {
    this.#version = '';
    return NOTHING;
  }
}
