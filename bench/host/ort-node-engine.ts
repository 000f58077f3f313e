import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type * as Onnx from 'onnxruntime-node';
import type { InferenceSession, OnnxValue } from 'onnxruntime-node';
import type { FilledTensor, TensorData } from '../inputs/fill-tensors.ts';
import { CodedError } from './coded-error.ts';
import type { Engine, LoadRequest, SliceLimits, SliceTimes } from './engine.ts';
import type { Optimisation } from './messages.ts';
import { locateLibrary } from './ort-ffi/library-location.ts';
import { isOver } from './slice-limits.ts';

type Runtime = typeof Onnx;

const optimisationLevels = { none: 'disabled', basic: 'basic', extended: 'extended', all: 'all' } as const;

/** ONNX Runtime by its public Node binding. Each run includes the binding's own cost, some microseconds. */
export async function openOrtNode(): Promise<Engine> {
  const imported = (await import('onnxruntime-node')) as Runtime & { default?: Runtime };
  return new OrtNodeEngine(imported.default ?? imported);
}

class OrtNodeEngine implements Engine {
  readonly name = 'ort-node';
  readonly version: string;
  readonly library = findLibrary();
  readonly #runtime: Runtime;
  #session: InferenceSession | undefined;
  #profile: string | undefined;
  #feeds: Record<string, OnnxValue> = {};
  #last: InferenceSession.OnnxValueMapType | undefined;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.version = runtime.env.versions.node ?? 'unknown';
  }

  async load(request: LoadRequest): Promise<void> {
    const optimisation: Optimisation = request.optimisation ?? 'all';
    if (Object.keys(request.dimensions ?? {}).length > 0) {
      // The binding takes the option and does nothing with it.
      throw new CodedError(
        'engine/unavailable',
        'Fixed dimensions need the engine ort-ffi; this is ort-node.',
      );
    }
    this.#profile = request.profile;
    this.#session = await this.#runtime.InferenceSession.create(request.model, {
      executionProviders: [request.provider],
      // Warnings go to the error output, where they would bury the line that explains a crash.
      logSeverityLevel: 3,
      graphOptimizationLevel: optimisationLevels[optimisation],
      ...(request.threads === undefined ? {} : { intraOpNumThreads: request.threads }),
      ...(request.profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: request.profile }),
    });
  }

  bind(tensors: readonly FilledTensor[]): void {
    this.#feeds = Object.fromEntries(tensors.map((tensor) => [tensor.name, this.#feed(tensor)]));
  }

  async runSlice(limits: SliceLimits): Promise<SliceTimes> {
    const session = this.#loaded();
    const nanoseconds: number[] = [];
    const begin = performance.now();
    let end = begin;
    do {
      const start = performance.now();
      this.#last = await session.run(this.#feeds);
      end = performance.now();
      nanoseconds.push(Math.round((end - start) * 1e6));
    } while (!isOver(limits, (end - begin) / 1000, nanoseconds.length));
    return { nanoseconds, elapsed: (end - begin) / 1000 };
  }

  async outputs(): Promise<readonly FilledTensor[]> {
    if (this.#last === undefined) throw new Error('A model has to run before it has outputs.');
    return Object.entries(this.#last).map(([name, value]) => {
      if (!('data' in value)) throw new Error(`Output "${name}" is no tensor.`);
      return { name, dtype: value.type, shape: value.dims, data: bitsOf(value.data) };
    });
  }

  async endProfile(): Promise<string> {
    const prefix = this.#profile ?? '';
    this.#loaded().endProfiling();
    // The binding does not tell the file's name, which goes on with the time.
    const name = readdirSync(dirname(prefix)).find((each) => each.startsWith(basename(prefix)));
    if (name === undefined) throw new Error('ONNX Runtime wrote no profile.');
    return join(dirname(prefix), name);
  }

  async close(): Promise<void> {
    await this.#session?.release();
  }

  #loaded(): InferenceSession {
    if (this.#session === undefined) throw new Error('A model has to be loaded before it runs.');
    return this.#session;
  }

  #feed(tensor: FilledTensor): OnnxValue {
    const { dtype, data, shape } = tensor;
    if (dtype === 'float16') {
      // ONNX Runtime's own Tensor wants a Float16Array where Node has one and then refuses it (its PR 32323).
      return { type: 'float16', dims: shape, location: 'cpu', data } as unknown as OnnxValue;
    }
    return new this.#runtime.Tensor(dtype as 'float32', data as Float32Array, shape);
  }
}

/** Halves as their bits, also where Node has an array for them. */
function bitsOf(data: TensorData): TensorData {
  if (!ArrayBuffer.isView(data) || data.constructor.name !== 'Float16Array') return data;
  const { buffer, byteOffset, byteLength } = data;
  return new Uint16Array(buffer as ArrayBuffer, byteOffset, byteLength / 2);
}

/** The binding always loads the library of its own package. */
function findLibrary(): string | undefined {
  try {
    return locateLibrary({ platform: process.platform, arch: process.arch, env: {} });
  } catch {
    return undefined;
  }
}
