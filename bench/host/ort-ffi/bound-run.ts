import type { FilledTensor } from '../../inputs/fill-tensors.ts';
import { OrtError, type OrtApi, type Pointer } from './ort-api.ts';
import { readTensor } from './tensor.ts';

export interface BoundInput {
  readonly name: string;
  readonly value: Pointer;
}

/** What the runs of one session share. */
export interface RunContext {
  readonly api: OrtApi;
  readonly allocator: Pointer;
  readonly session: Pointer;
  /** Main memory: every output is brought there, so that no run ends before its figures are there. */
  readonly cpuMemory: Pointer;
  readonly outputNames: readonly string[];
  /** Inputs go to the device in each run, and each run waits for the device. */
  readonly onDevice: boolean;
  /** The provider allows one run at a time. */
  readonly isSerial: boolean;
}

/** What ONNX Runtime says when an output is larger or smaller than the memory of the run before. */
const otherShape = /output OrtValue provided for output .* computed output shape/su;

/**
 * Inputs and outputs tied to a session (IoBinding of ONNX Runtime), so that a run passes nothing. The outputs' memory
 * is used again by each run, unless their shapes change. One bound run belongs to one run at a time.
 */
export class BoundRun {
  readonly binding: Pointer;
  readonly #context: RunContext;
  readonly #inputs: readonly BoundInput[];
  #renewsOutputs = false;

  constructor(context: RunContext, inputs: readonly BoundInput[]) {
    this.#context = context;
    this.#inputs = inputs;
    this.binding = context.api.create('CreateIoBinding', context.session);
    try {
      this.#bindInputs();
      this.#bindOutputs();
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /** Has to be called before each run. Binding copies inputs to the device, where that is a part of each run. */
  prepare(): void {
    if (this.#context.onDevice) this.#bindInputs();
    if (this.#renewsOutputs) this.#bindOutputs();
  }

  /**
   * Takes the status of a run. True when it has to be run again, with new memory for its outputs: their shapes are not
   * those of the run before, as in models that draw random numbers. Throws what else went wrong.
   */
  settle(status: Pointer | null): boolean {
    if (status === null) return false;
    try {
      this.#context.api.check(status);
      return false;
    } catch (error) {
      if (this.#renewsOutputs || !(error instanceof OrtError) || !otherShape.test(error.message)) throw error;
      this.#renewsOutputs = true;
      return true;
    }
  }

  /** Waits until the device has written the outputs. */
  synchronise(): void {
    this.#context.api.call('SynchronizeBoundOutputs', this.binding);
  }

  /** Copies the outputs of the last run. */
  outputs(): readonly FilledTensor[] {
    const { api, allocator, outputNames } = this.#context;
    const count = new BigUint64Array(1);
    const list = new BigUint64Array(1);
    api.call('GetBoundOutputValues', this.binding, allocator, list, count);
    const length = Number(count[0]);
    const array = list[0] ?? 0n;
    if (length === 0) return [];
    const values = outputNames
      .slice(0, length)
      .map((_, index) => api.koffi.decode(array, index * 8, 'void *') as Pointer);
    try {
      return outputNames.map((name, index) => readTensor(api, name, values[index] ?? 0n));
    } finally {
      for (const value of values) api.release('ReleaseValue', value);
      api.call('AllocatorFree', allocator, array);
    }
  }

  #bindInputs(): void {
    const { api } = this.#context;
    for (const { name, value } of this.#inputs) api.call('BindInput', this.binding, name, value);
  }

  #bindOutputs(): void {
    const { api, outputNames, cpuMemory } = this.#context;
    for (const name of outputNames) api.call('BindOutputToDevice', this.binding, name, cpuMemory);
  }

  release(): void {
    this.#context.api.release('ReleaseIoBinding', this.binding);
  }
}
