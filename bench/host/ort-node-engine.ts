import type * as Onnx from 'onnxruntime-node';
import type { InferenceSession, OnnxValue } from 'onnxruntime-node';
import type { FilledTensor } from '../inputs/fill-tensors.ts';
import type { Engine, LoadRequest, SliceLimits, SliceTimes } from './engine.ts';

type Runtime = typeof Onnx;

/** ONNX Runtime by its public Node binding. Each run includes the binding's own cost, some microseconds. */
export async function openOrtNode(): Promise<Engine> {
  const imported = (await import('onnxruntime-node')) as Runtime & { default?: Runtime };
  return new OrtNodeEngine(imported.default ?? imported);
}

class OrtNodeEngine implements Engine {
  readonly version: string;
  readonly #runtime: Runtime;
  #session: InferenceSession | undefined;
  #feeds: Record<string, OnnxValue> = {};

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.version = runtime.env.versions.node ?? 'unknown';
  }

  async load(request: LoadRequest): Promise<void> {
    this.#session = await this.#runtime.InferenceSession.create(request.model, {
      executionProviders: [request.provider],
      // Warnings go to the error output, where they would bury the line that explains a crash.
      logSeverityLevel: 3,
      ...(request.threads === undefined ? {} : { intraOpNumThreads: request.threads }),
    });
  }

  bind(tensors: readonly FilledTensor[]): void {
    this.#feeds = Object.fromEntries(tensors.map((tensor) => [tensor.name, this.#feed(tensor)]));
  }

  async runSlice(limits: SliceLimits): Promise<SliceTimes> {
    const session = this.#session;
    if (session === undefined) throw new Error('A model has to be loaded before it runs.');
    const nanoseconds: number[] = [];
    const begin = performance.now();
    let end = begin;
    do {
      const start = performance.now();
      await session.run(this.#feeds);
      end = performance.now();
      nanoseconds.push(Math.round((end - start) * 1e6));
    } while (!isOver(limits, (end - begin) / 1000, nanoseconds.length));
    return { nanoseconds, elapsed: (end - begin) / 1000 };
  }

  async close(): Promise<void> {
    await this.#session?.release();
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

function isOver(limits: SliceLimits, elapsed: number, runs: number): boolean {
  return elapsed >= limits.atMost || (elapsed >= limits.atLeast && runs >= limits.runs);
}
