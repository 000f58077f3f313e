import type { FilledTensor } from '../../inputs/fill-tensors.ts';
import type { Engine, LoadRequest, Schedule, ServedTimes, SliceLimits, SliceTimes } from '../engine.ts';
import { CodedError } from '../coded-error.ts';
import { isOver } from '../slice-limits.ts';
import { waitUntil } from '../wait-until.ts';
import { BoundRun, type BoundInput, type RunContext } from './bound-run.ts';
import { takeText } from './native-memory.ts';
import type { OrtApi, Pointer } from './ort-api.ts';
import { createSessionOptions, errorsOnly } from './session-options.ts';
import { createTensor } from './tensor.ts';

const arenaAllocator = 1;
const defaultMemory = 0;

/** Providers that allow one run at a time on a session (`ConcurrentRunSupported` in ONNX Runtime's sources). */
const serialProviders = new Set(['webgpu', 'dml']);

/** Threads of libuv's pool, on which concurrent runs wait, when nothing else is said. */
const defaultPoolThreads = 4;

/**
 * ONNX Runtime by its C API: no copies between JavaScript and the library, no promise for each run. Native objects are
 * released when the engine is closed; inputs live in the library's memory, out of reach of the garbage collector.
 */
export class OrtFfiEngine implements Engine {
  readonly name = 'ort-ffi';
  readonly version: string;
  readonly library: string;
  readonly #api: OrtApi;
  readonly #environment: Pointer;
  readonly #allocator: Pointer;
  readonly #cpuMemory: Pointer;
  #context: RunContext | undefined;
  #inputs: readonly BoundInput[] = [];
  /** The first serves single runs; concurrent runs take one each. */
  #lanes: BoundRun[] = [];
  #last: BoundRun | undefined;

  constructor(api: OrtApi, library: string) {
    this.#api = api;
    this.library = library;
    this.version = api.version;
    this.#environment = api.create('CreateEnv', errorsOnly, 'tenon');
    // Windows has no variable for it; elsewhere the child's environment says so before anything starts.
    api.call('DisableTelemetryEvents', this.#environment);
    this.#allocator = api.create('GetAllocatorWithDefaultOptions');
    this.#cpuMemory = api.create('CreateCpuMemoryInfo', arenaAllocator, defaultMemory);
  }

  async load(request: LoadRequest): Promise<void> {
    const options = createSessionOptions(this.#api, this.library, request);
    try {
      const session = this.#api.create('CreateSession', this.#environment, request.model, options);
      this.#adopt(session, request.provider);
    } finally {
      this.#api.release('ReleaseSessionOptions', options);
    }
  }

  /** Loads a model from memory, on the CPU. */
  loadBytes(model: Uint8Array): void {
    const options = createSessionOptions(this.#api, this.library, { model: '', provider: 'cpu', threads: 1 });
    try {
      const { length } = model;
      this.#adopt(
        this.#api.create('CreateSessionFromArray', this.#environment, model, length, options),
        'cpu',
      );
    } finally {
      this.#api.release('ReleaseSessionOptions', options);
    }
  }

  bind(tensors: readonly FilledTensor[]): void {
    const context = this.#loaded();
    this.#unbind();
    const inputs: BoundInput[] = [];
    // Assigned first, so that what was made is released even when a later tensor is refused.
    this.#inputs = inputs;
    for (const tensor of tensors) {
      inputs.push({ name: tensor.name, value: createTensor(this.#api, this.#allocator, tensor) });
    }
    this.#lanes = [new BoundRun(context, inputs)];
  }

  async runSlice(limits: SliceLimits): Promise<SliceTimes> {
    const run = this.#runner();
    const nanoseconds: number[] = [];
    const begin = performance.now();
    let end = begin;
    do {
      const start = performance.now();
      run();
      end = performance.now();
      nanoseconds.push(Math.round((end - start) * 1e6));
    } while (!isOver(limits, (end - begin) / 1000, nanoseconds.length));
    return { nanoseconds, elapsed: (end - begin) / 1000 };
  }

  async runConcurrent(concurrency: number, limits: SliceLimits): Promise<SliceTimes> {
    const context = this.#loaded();
    if (context.isSerial)
      throw new CodedError('run/failed', 'This provider runs one after the other on a session.');
    const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? defaultPoolThreads);
    if (concurrency > threads) {
      throw new CodedError(
        'run/failed',
        `${concurrency} runs at once need UV_THREADPOOL_SIZE to be at least that; it is ${threads}.`,
      );
    }
    while (this.#lanes.length < concurrency) this.#lanes.push(new BoundRun(context, this.#inputs));
    const nanoseconds: number[] = [];
    const begin = performance.now();
    let end = begin;
    const runLane = async (lane: BoundRun): Promise<void> => {
      do {
        const start = performance.now();
        await this.#runAside(lane);
        end = performance.now();
        nanoseconds.push(Math.round((end - start) * 1e6));
      } while (!isOver(limits, (end - begin) / 1000, nanoseconds.length));
    };
    const ends = await Promise.allSettled(this.#lanes.slice(0, concurrency).map(runLane));
    const failed = ends.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason as Error;
    return { nanoseconds, elapsed: (end - begin) / 1000 };
  }

  async runAt(arrivals: readonly number[], { origin, atMost }: Schedule): Promise<ServedTimes> {
    const run = this.#runner();
    const nanoseconds: number[] = [];
    const begin = performance.now();
    let end = begin;
    for (const arrival of arrivals) {
      const due = origin + arrival * 1000;
      waitUntil(due);
      if (performance.now() - begin >= atMost * 1000) break;
      run();
      end = performance.now();
      nanoseconds.push(Math.round((end - due) * 1e6));
    }
    const due = arrivals.filter((arrival) => origin + arrival * 1000 <= end).length;
    return { nanoseconds, elapsed: (end - begin) / 1000, waiting: Math.max(0, due - nanoseconds.length) };
  }

  async outputs(): Promise<readonly FilledTensor[]> {
    if (this.#last === undefined) throw new Error('A model has to run before it has outputs.');
    return this.#last.outputs();
  }

  async endProfile(): Promise<string> {
    const { session } = this.#loaded();
    const path = this.#api.create('SessionEndProfiling', session, this.#allocator);
    return takeText(this.#api, this.#allocator, path);
  }

  async close(): Promise<void> {
    this.#unbind();
    if (this.#context !== undefined) this.#api.release('ReleaseSession', this.#context.session);
    this.#context = undefined;
    this.#api.release('ReleaseMemoryInfo', this.#cpuMemory);
    this.#api.release('ReleaseEnv', this.#environment);
  }

  #adopt(session: Pointer, provider: string): void {
    const onDevice = provider !== 'cpu';
    const isSerial = serialProviders.has(provider);
    const [api, allocator, cpuMemory] = [this.#api, this.#allocator, this.#cpuMemory];
    const outputNames = Array.from(
      { length: Number(api.create('SessionGetOutputCount', session)) },
      (_, index) => takeText(api, allocator, api.create('SessionGetOutputName', session, index, allocator)),
    );
    this.#context = { api, allocator, session, cpuMemory, outputNames, onDevice, isSerial };
  }

  #loaded(): RunContext {
    if (this.#context === undefined) throw new Error('A model has to be loaded before it runs.');
    return this.#context;
  }

  /** One run on the first lane, as one call. */
  #runner(): () => void {
    const { session, onDevice } = this.#loaded();
    const [lane] = this.#lanes;
    if (lane === undefined) throw new Error('Inputs have to be bound before a model runs.');
    this.#last = lane;
    const run = this.#api.function('RunWithBinding') as (...args: unknown[]) => Pointer | null;
    const { binding } = lane;
    return (): void => {
      do lane.prepare();
      while (lane.settle(run(session, null, binding)));
      if (onDevice) lane.synchronise();
    };
  }

  /** One run on a thread of its own. */
  async #runAside(lane: BoundRun): Promise<void> {
    const { session, onDevice } = this.#loaded();
    const run = this.#api.function('RunWithBinding');
    const runOnce = (): Promise<Pointer | null> =>
      new Promise((resolve, reject) => {
        run.async(session, null, lane.binding, (error: Error | null, status: Pointer | null) => {
          if (error === null) resolve(status);
          else reject(error);
        });
      });
    do lane.prepare();
    while (lane.settle(await runOnce()));
    if (onDevice) lane.synchronise();
    this.#last = lane;
  }

  #unbind(): void {
    for (const lane of this.#lanes) lane.release();
    for (const { value } of this.#inputs) this.#api.release('ReleaseValue', value);
    this.#lanes = [];
    this.#inputs = [];
    this.#last = undefined;
  }
}
