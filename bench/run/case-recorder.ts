import type { HostMessage, Phase } from '../host/messages.ts';
import type { Slice } from '../statistics/summary.ts';
import { summarise } from '../statistics/summary.ts';
import type { CaseResult, ColdTimes } from './benchmark-result.ts';
import type { CaseInputs } from './plan-cases.ts';

/** Collects the child's messages and turns them into figures. */
export class CaseRecorder {
  readonly results: CaseResult[] = [];
  node = 'unknown';
  engineVersion = 'unknown';
  readonly #cases: readonly CaseInputs[];
  readonly #startedAt = performance.now();
  #cold: ColdTimes = { start: 0, import: 0, load: 0, first: 0 };
  #library = 0;
  #first = 0;
  #inputHash = '';
  #warmup: CaseResult['warmup'] = { slices: 0, seconds: 0, stable: false };
  #slices: Slice[] = [];

  constructor(cases: readonly CaseInputs[]) {
    this.#cases = cases;
  }

  get cold(): ColdTimes {
    return this.#cold;
  }

  receive(message: HostMessage, phase: Phase): void {
    switch (message.type) {
      case 'hello':
        this.node = message.node;
        this.#cold = { ...this.#cold, start: (performance.now() - this.#startedAt) / 1000 };
        break;
      case 'imported':
        this.engineVersion = message.engineVersion;
        this.#library = message.rss;
        this.#cold = { ...this.#cold, import: message.seconds };
        break;
      case 'loaded':
        this.#cold = { ...this.#cold, load: message.seconds };
        break;
      case 'bound':
        this.#inputHash = message.inputHash;
        break;
      case 'first':
        this.#first = message.seconds;
        if (this.results.length === 0) this.#cold = { ...this.#cold, first: message.seconds };
        break;
      case 'warm':
        this.#warmup = { slices: message.slices, seconds: message.seconds, stable: message.stable };
        break;
      case 'slice':
        if (phase !== 'measure') break;
        this.#slices.push({ latencies: message.nanoseconds.map((ns) => ns / 1e9), elapsed: message.elapsed });
        break;
      case 'measured':
        this.#finishCase(message.peakRss);
        break;
      default:
        break;
    }
  }

  #finishCase(peak: number): void {
    const inputs = this.#cases[this.results.length];
    if (inputs === undefined) return;
    this.results.push({
      scenario: 'single-stream',
      batch: inputs.batch,
      inputs: inputs.plan.tensors,
      inputHash: this.#inputHash,
      assumed: inputs.plan.assumed,
      first: this.#first,
      warmup: this.#warmup,
      ...summarise(this.#slices, inputs.batch),
      memory: { peak, library: this.#library },
    });
    this.#slices = [];
  }
}
