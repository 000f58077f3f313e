import { timeLeftText, type Progress } from '../../bench/index.ts';
import type { Terminal } from '../terminal.ts';

const PHASES: Readonly<Record<string, string>> = {
  start: 'starting',
  import: 'loading ONNX Runtime',
  load: 'loading the model',
  bind: 'making inputs',
  first: 'first run',
  warmup: 'warming up',
  check: 'checking the times',
  measure: 'measuring',
  outputs: 'writing outputs',
  profile: 'finding out where operators run',
};

/** A line on standard error that changes while a benchmark runs; without a terminal only its start and waiting are told. */
export class LiveProgress {
  readonly #terminal: Terminal;
  readonly #name: string;
  #batch = '';
  #isTold = false;
  #left = '';

  constructor(terminal: Terminal, name: string) {
    this.#terminal = terminal;
    this.#name = name;
  }

  /** @param left seconds that the whole run still takes, all models of it */
  receive(progress: Progress, left?: number): void {
    this.#left = left === undefined ? '' : `, about ${timeLeftText(left)} left`;
    switch (progress.step) {
      case 'waiting': {
        const holder = progress.holder === undefined ? '' : ` (process ${progress.holder})`;
        this.#tell(`waiting for another benchmark on this machine${holder}`);
        break;
      }
      case 'unlocked':
        this.#tell(`other benchmarks may disturb this one: ${progress.reason}`);
        break;
      case 'phase':
        this.#batch = progress.batch === undefined ? '' : ` batch ${progress.batch}`;
        this.#show(`${PHASES[progress.phase]}${this.#batch}`);
        break;
      case 'slice':
        this.#show(
          `${PHASES[progress.phase]}${this.#batch} ${bar(progress.seconds / progress.atMost)} ${progress.seconds.toFixed(1)} s`,
        );
        break;
      case 'cold':
        this.#show(`starting afresh, ${progress.child} of ${progress.of}`);
        break;
      case 'placement':
        this.#show('finding out where operators run');
        break;
      case 'pair':
        this.#show(`in turns ${bar(progress.done / progress.of)} pair ${progress.done} of ${progress.of}`);
        break;
      case 'started':
        // One line for a model is enough, however many processes measure it.
        if (!this.#terminal.live && !this.#isTold) this.#tell('measuring');
        this.#isTold = true;
        break;
      case 'read':
      case 'hash':
        this.#show('reading the file');
    }
  }

  end(): void {
    if (this.#terminal.live) this.#terminal.error('\r\u001b[K');
  }

  #show(words: string): void {
    if (this.#terminal.live) this.#terminal.error(`\r\u001b[K${this.#name}: ${words}${this.#left}`);
  }

  /** Worth a line of its own, terminal or not. */
  #tell(words: string): void {
    this.end();
    this.#terminal.error(`${this.#name}: ${words}\n`);
  }
}

const WIDTH = 20;

function bar(share: number): string {
  const filled = Math.round(Math.min(1, share) * WIDTH);
  return `[${'='.repeat(filled)}${' '.repeat(WIDTH - filled)}]`;
}
