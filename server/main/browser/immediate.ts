/**
 * `setImmediate` for a worker, as a channel that the worker writes to itself: messages of the editor get their turn
 * between two steps, and unlike a timer it does not wait.
 */
class ImmediateQueue {
  readonly #waiting = new Map<number, () => void>();
  readonly #channel = new MessageChannel();
  #last = 0;

  constructor() {
    this.#channel.port1.addEventListener('message', (event) => {
      const { data } = event as unknown as { readonly data: number };
      const call = this.#waiting.get(data);
      this.#waiting.delete(data);
      call?.();
    });
    this.#channel.port1.start();
  }

  set(call: () => void): number {
    const id = ++this.#last;
    this.#waiting.set(id, call);
    this.#channel.port2.postMessage(id);
    return id;
  }

  clear(id: number): void {
    this.#waiting.delete(id);
  }
}

const queue = new ImmediateQueue();

export const setImmediate = (call: () => void): number => queue.set(call);
export const clearImmediate = (id: number): void => queue.clear(id);
