import { disturbanceBetween, takeSnapshot, type Disturbance, type Snapshot } from './machine-conditions.ts';
import { watchGpuMemory, type GpuMemory } from './nvidia.ts';

export interface Observation {
  readonly disturbance: Disturbance;
  readonly gpuMemory: GpuMemory | undefined;
}

/** Looks at a measuring child from outside, so that looking costs the child nothing. */
export class ChildObserver {
  readonly #watchesGpu: boolean;
  #pid: number | undefined;
  #gpu: ReturnType<typeof watchGpuMemory> | undefined;
  #before: Snapshot | undefined;

  constructor(options: { readonly watchesGpu: boolean }) {
    this.#watchesGpu = options.watchesGpu;
  }

  childStarted(pid: number): void {
    this.#pid = pid;
    this.#gpu?.stop();
    if (this.#watchesGpu) this.#gpu = watchGpuMemory(pid);
  }

  measuringBegins(): void {
    this.#before = takeSnapshot(this.#pid);
  }

  measuringEnds(): Observation {
    const after = takeSnapshot(this.#pid);
    return { disturbance: disturbanceBetween(this.#before ?? after, after), gpuMemory: this.#gpu?.peak() };
  }

  stop(): void {
    this.#gpu?.stop();
  }
}
