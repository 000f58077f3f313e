import type { Taken } from '../recommend/next-measurement.ts';
import type { Asked } from '../recommend/search-settings.ts';
import { sameSettings, type SearchSpace, type ServerSettings } from '../recommend/search-space.ts';
import { figuresOf, highestRate, type Effort, type PromisedLatency, type RateFound } from './highest-rate.ts';
import { keepBusy, type Send } from './offered-load.ts';
import { configWith, type BaseConfig } from './server-config.ts';
import { errorIn, type PreparedRequest, type TritonClient } from './triton-client.ts';
import { TritonError } from './triton-problem.ts';

/** A model on a running server whose settings can be changed. */
export interface ServerUnderTest {
  readonly client: TritonClient;
  /** What the server calls the model. */
  readonly model: string;
  readonly base: BaseConfig;
  readonly space: SearchSpace;
  readonly latency: PromisedLatency;
  readonly effort: Effort;
  /** A request of so many items; a server that doesn't batch gets only those of one. */
  readonly requestOf: (batch: number) => Promise<PreparedRequest>;
}

/** What is told while a server is measured. Rates are in items a second. */
export type TuneStep =
  | { readonly step: 'load'; readonly settings: ServerSettings }
  | { readonly step: 'warm'; readonly settings: ServerSettings }
  | { readonly step: 'rate'; readonly settings: ServerSettings; readonly rate: number };

export interface ServerFigure {
  readonly settings: ServerSettings;
  /** Everything but `throughput` of {@link RateFound} in requests, each of one item. */
  readonly found: RateFound;
  /** The server's own words when it did not load these settings. */
  readonly refusal?: string;
}

/** Seconds, and requests that suffice before them. */
const CLOSED = { seconds: 2, requests: 700 } as const;
/** Seconds: an overloaded server loses a request now and then, and nobody should wait a minute for it. */
const LEAST_PATIENCE = 5;
/** Requests at a time that keep a server busy; more would only measure this process. */
const MOST_PARALLEL = 256;

/** Measures one thing after the other on one server and remembers which settings it has. */
export class SettingsMeter {
  readonly #server: ServerUnderTest;
  readonly #onStep: (step: TuneStep) => void;
  readonly #figures: ServerFigure[] = [];
  #loaded: ServerSettings | undefined;

  constructor(server: ServerUnderTest, onStep: (step: TuneStep) => void = () => undefined) {
    this.#server = server;
    this.#onStep = onStep;
  }

  /** What was measured of settings, in the order in which it was. */
  get figures(): readonly ServerFigure[] {
    return this.#figures;
  }

  /** Throws a {@link TritonError} when the server is gone, or refuses what is needed before any settings. */
  async measure(asked: Asked, signal?: AbortSignal): Promise<Taken> {
    switch (asked.measure) {
      case 'model':
        return this.#alone(asked.batch, signal);
      case 'copies':
        return this.#copies(asked.instances, asked.batch, signal);
      case 'server': {
        const figure = await this.measureSettings(asked.settings, BigInt(1 + asked.again), signal);
        return { of: 'server', settings: asked.settings, throughput: figure.found.throughput };
      }
    }
  }

  /** The most items a second with which these settings keep the promise; nothing when the server doesn't load them. */
  async measureSettings(settings: ServerSettings, seed: bigint, signal?: AbortSignal): Promise<ServerFigure> {
    const refusal = await this.#load(settings, signal);
    const figure =
      refusal === undefined
        ? { settings, found: await this.#highest(settings, seed, signal) }
        : { settings, found: NOTHING, refusal };
    this.#figures.push(figure);
    return figure;
  }

  async #highest(settings: ServerSettings, seed: bigint, signal?: AbortSignal): Promise<RateFound> {
    const { latency, effort } = this.#server;
    const send = await this.#sender(1);
    this.#onStep({ step: 'warm', settings });
    const parallel = Math.min(MOST_PARALLEL, 2 * settings.batch * settings.instances);
    const busy = await keepBusy(send, { parallel, ...CLOSED }, signal);
    if (busy.latencies.length === 0) this.#fail(busy.failure);
    const search = { latency, most: busy.throughput, effort, seed };
    return highestRate(send, search, {
      ...(signal ? { signal } : {}),
      onRate: (rate) => this.#onStep({ step: 'rate', settings, rate }),
    });
  }

  async #alone(batch: number, signal?: AbortSignal): Promise<Taken> {
    const { space } = this.#server;
    // One load serves all batches; a full batch or a lone request waits for nobody.
    await this.#must({ batch: space.batches.at(-1)!, instances: 1, delay: 0 }, signal);
    const send = await this.#sender(batch);
    const busy = await keepBusy(send, { parallel: 1, ...CLOSED }, signal);
    if (busy.latencies.length === 0) this.#fail(busy.failure);
    return { of: 'model', batch, latency: figuresOf(busy.latencies), throughput: busy.throughput * batch };
  }

  async #copies(instances: number, batch: number, signal?: AbortSignal): Promise<Taken> {
    const refusal = await this.#load({ batch, instances, delay: 0 }, signal);
    if (refusal !== undefined) return { of: 'copies', instances, batch, throughput: 0 };
    const send = await this.#sender(batch);
    const busy = await keepBusy(send, { parallel: instances, ...CLOSED }, signal);
    return { of: 'copies', instances, batch, throughput: busy.throughput * batch };
  }

  async #must(settings: ServerSettings, signal?: AbortSignal): Promise<void> {
    const refusal = await this.#load(settings, signal);
    if (refusal === undefined) return;
    const { client, model } = this.#server;
    throw new TritonError({
      code: 'server/refused',
      message: `The server at ${client.address} doesn't load ${model} with a batch of ${settings.batch} and one instance: ${refusal}.`,
      hint: 'The words are the server’s; its log says more.',
    });
  }

  /** The server's words when it refuses; nothing is loaded twice in a row. */
  async #load(settings: ServerSettings, signal?: AbortSignal): Promise<string | undefined> {
    signal?.throwIfAborted();
    if (this.#loaded && sameSettings(this.#loaded, settings)) return undefined;
    const { client, model, base } = this.#server;
    this.#onStep({ step: 'load', settings });
    this.#loaded = undefined;
    const verdict = await client.load(model, configWith(base, settings));
    signal?.throwIfAborted();
    if (!verdict.ok) return verdict.message;
    this.#loaded = settings;
    return undefined;
  }

  async #sender(batch: number): Promise<Send> {
    const { client, model, requestOf, latency } = this.#server;
    const request = await requestOf(batch);
    const patience = Math.max(LEAST_PATIENCE, 50 * latency.limit);
    return async () => {
      const { status, body } = await client.infer(model, request, patience);
      if (status !== 200) throw new Error(errorIn(body));
    };
  }

  #fail(reason = 'no request was answered'): never {
    const { client, model } = this.#server;
    throw new TritonError({
      code: 'server/failed',
      message: `The server at ${client.address} loads ${model}, but answers no request: ${reason}.`,
      hint: 'Send one request by hand; the server’s log says more.',
    });
  }
}

const NOTHING: RateFound = {
  rate: 0,
  throughput: 0,
  latency: figuresOf([]),
  requests: 0,
  probes: 0,
  lag: 0,
};
