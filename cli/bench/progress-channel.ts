import { connect, type Socket } from 'node:net';
import { CANCEL, PROGRESS_CHANNEL, type BenchmarkProgress } from '../../protocol/index.ts';

/**
 * Tells an editor that has started this command how far it is, and hears from it when somebody cancels: closing a
 * terminal that is busy takes seconds. Nobody listens in a plain terminal; a listener that is gone disturbs nothing.
 */
export class ProgressChannel {
  readonly #socket: Socket | undefined;

  constructor(address: string | undefined, onCancel: () => void = () => undefined) {
    if (address === undefined || address === '') return;
    this.#socket = connect(address);
    this.#socket.on('error', () => undefined);
    this.#socket.on('data', (bytes) => {
      if (bytes.includes(CANCEL)) onCancel();
    });
    // The command ends when its work is done, and not when somebody hangs up.
    this.#socket.unref();
  }

  /** What is cancelled ends as by Ctrl+C. */
  static fromEnvironment(env: NodeJS.ProcessEnv = process.env): ProgressChannel {
    return new ProgressChannel(env[PROGRESS_CHANNEL], () => process.emit('SIGINT'));
  }

  send(progress: BenchmarkProgress): void {
    if (this.#socket?.writable !== true) return;
    this.#socket.write(`${JSON.stringify(progress)}\n`);
  }

  close(): void {
    this.#socket?.end();
  }
}
