import type { HostMessage, PlacementMessage } from '../host/messages.ts';
import type { Phase } from '../host/phase.ts';
import { summarise, type Slice } from '../statistics/summary.ts';
import type { BenchmarkResult, CaseResult, ColdTimes, MeasuredInput } from './benchmark-result.ts';
import type { ChildObserver } from './child-observer.ts';
import type { CaseInputs } from './plan-cases.ts';

/** Collects the messages of one child and turns them into figures. */
export class CaseRecorder {
  readonly results: CaseResult[] = [];
  node = 'unknown';
  engineVersion = 'unknown';
  /** SHA-256 of the inputs of the case that runs. */
  inputHash = '';
  engine: BenchmarkResult['engine'];
  /** SHA-256 of the native library. */
  librarySha256: string | null = null;
  /** Bytes that the process took with only the engine loaded. */
  library = 0;
  placement: Omit<PlacementMessage, 'type'> | undefined;
  /** Files of the cases that wanted their outputs, in order. */
  readonly outputs: string[] = [];
  readonly #cases: readonly CaseInputs[];
  readonly #observer: ChildObserver | undefined;
  #startedAt = performance.now();
  #cold: ColdTimes = { start: 0, import: 0, load: 0, first: 0 };
  #first = 0;
  #hasRun = false;
  #warmup: CaseResult['warmup'] = { slices: 0, seconds: 0, stable: false };
  #slices: Slice[] = [];
  #waiting = 0;

  constructor(cases: readonly CaseInputs[], observer?: ChildObserver) {
    this.#cases = cases;
    this.#observer = observer;
  }

  get cold(): ColdTimes {
    return this.#cold;
  }

  /** A child that ended before it loaded a model is followed by another one. */
  restart(): void {
    this.#startedAt = performance.now();
  }

  /** Adds a message; `phase` is what the child is doing. */
  receive(message: HostMessage, phase: Phase): void {
    switch (message.type) {
      case 'hello':
        this.node = message.node;
        this.#cold = { ...this.#cold, start: (performance.now() - this.#startedAt) / 1000 };
        break;
      case 'imported':
        this.engineVersion = message.engineVersion;
        this.library = message.rss;
        this.#cold = { ...this.#cold, import: message.seconds };
        break;
      case 'engine': {
        const { name, sha256, fallbackReason } = message;
        this.engine = { name, ...(fallbackReason === undefined ? {} : { fallbackReason }) };
        this.librarySha256 = sha256;
        break;
      }
      case 'loaded':
        this.#cold = { ...this.#cold, load: message.seconds };
        break;
      case 'bound':
        this.inputHash = message.inputHash;
        break;
      case 'first':
        this.#first = message.seconds;
        if (!this.#hasRun) this.#cold = { ...this.#cold, first: message.seconds };
        this.#hasRun = true;
        break;
      case 'warm':
        this.#warmup = { slices: message.slices, seconds: message.seconds, stable: message.stable };
        break;
      case 'phase':
        if (message.phase === 'measure') this.#observer?.measuringBegins();
        break;
      case 'slice':
        if (phase !== 'measure') break;
        this.#waiting = message.waiting ?? 0;
        this.#slices.push({ latencies: message.nanoseconds.map((ns) => ns / 1e9), elapsed: message.elapsed });
        break;
      case 'measured':
        this.#finishCase(message.peakRss);
        break;
      case 'outputs':
        this.outputs.push(message.path);
        break;
      case 'placement': {
        const { nodes, operators } = message;
        this.placement = { nodes, operators };
        break;
      }
      default:
        break;
    }
  }

  #finishCase(peak: number): void {
    const inputs = this.#cases[this.results.length];
    const slices = this.#slices;
    this.#slices = [];
    // A child that only starts and runs once has nothing to sum up.
    if (inputs === undefined || !slices.some((slice) => slice.latencies.length > 0)) return;
    const seen = this.#observer?.measuringEnds();
    this.results.push({
      ...scenarioOf(inputs, this.#waiting),
      batch: inputs.batch,
      inputs: inputs.plan.tensors.map(describeInput),
      inputHash: this.inputHash,
      assumed: inputs.plan.assumed,
      first: this.#first,
      warmup: this.#warmup,
      ...summarise(slices, inputs.batch, inputs.scenario.kind === 'server' ? 'p5' : 'p50'),
      memory: {
        peak,
        library: this.library,
        model: Math.max(0, peak - this.library),
        gpu: seen?.gpuMemory?.peak ?? null,
        ...(seen?.gpuMemory === undefined ? {} : { gpuBy: seen.gpuMemory.by }),
      },
      ...(seen === undefined ? {} : { disturbance: seen.disturbance }),
    });
  }
}

function scenarioOf(
  { scenario }: CaseInputs,
  waiting: number,
): Pick<CaseResult, 'scenario' | 'concurrency' | 'rate' | 'waiting'> {
  switch (scenario.kind) {
    case 'single-stream':
      return { scenario: 'single-stream' };
    case 'concurrency':
      return { scenario: 'concurrency', concurrency: scenario.concurrency };
    case 'server':
      return { scenario: 'server', rate: scenario.rate, waiting };
  }
}

/** Without the place where the numbers of a file lie for this run. */
export function describeInput({
  name,
  dtype,
  shape,
  fill,
}: CaseInputs['plan']['tensors'][number]): MeasuredInput {
  if (fill.kind !== 'stored') return { name, dtype, shape, fill };
  const { kind, from } = fill;
  return { name, dtype, shape, fill: { kind, from, name: fill.name, parts: fill.parts.length } };
}
