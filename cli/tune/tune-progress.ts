import { formatRate, type PromisedLatency, type TuneProgress } from '../../bench/index.ts';
import type { Terminal } from '../terminal.ts';
import { figureText, settingsText } from './settings-text.ts';

/** What a search does just now, on a line of standard error that changes; each measurement stays as a line of its own. */
export class TuneProgressLine {
  readonly #terminal: Terminal;
  readonly #name: string;
  readonly #of: PromisedLatency['of'];
  #count = '';

  constructor(terminal: Terminal, name: string, { of }: PromisedLatency) {
    this.#terminal = terminal;
    this.#name = name;
    this.#of = of;
  }

  receive(progress: TuneProgress): void {
    switch (progress.step) {
      case 'ask': {
        const { asked, done, most } = progress;
        this.#count = `${done + 1} of at most ${most}`;
        if (asked.measure === 'model') this.#show(`one request at a time, each of ${asked.batch}`);
        if (asked.measure === 'copies') this.#show(`${asked.instances} instances at a time`);
        break;
      }
      case 'load':
        this.#show(`loading with ${settingsText(progress.settings)}`);
        break;
      case 'warm':
        this.#show(`${settingsText(progress.settings)}: warming up`);
        break;
      case 'rate':
        this.#show(`${settingsText(progress.settings)}: offering ${formatRate(progress.rate)}`);
        break;
      case 'measured':
        this.#tell(`${settingsText(progress.figure.settings)}: ${figureText(progress.figure, this.#of)}`);
        break;
      case 'restore':
        this.#show('giving the server its configuration back');
        break;
      case 'restored':
        this.end();
        if (progress.problem) this.#tell(`${progress.problem.message} ${progress.problem.hint}`);
    }
  }

  end(): void {
    if (this.#terminal.live) this.#terminal.error('\r\u001b[K');
  }

  #show(words: string): void {
    if (this.#terminal.live) this.#terminal.error(`\r\u001b[K${this.#name}: ${this.#count}: ${words}`);
  }

  #tell(words: string): void {
    this.end();
    this.#terminal.error(`${this.#name}: ${words}\n`);
  }
}
