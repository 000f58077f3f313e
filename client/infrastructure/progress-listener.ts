import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CANCEL, type BenchmarkProgress } from '../../protocol/index.ts';

/** Where a `tenon` command in a terminal says how far it is, while the terminal shows it to people. */
export class ProgressListener {
  readonly address: string;
  readonly #server: Server;
  readonly #sockets: ReadonlySet<Socket>;
  readonly #folder: string | undefined;

  private constructor(
    address: string,
    server: Server,
    sockets: ReadonlySet<Socket>,
    folder: string | undefined,
  ) {
    this.address = address;
    this.#server = server;
    this.#sockets = sockets;
    this.#folder = folder;
  }

  /** Undefined when the system gives no socket: a benchmark without progress beats none. */
  static async start(tell: (progress: BenchmarkProgress) => void): Promise<ProgressListener | undefined> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
      createInterface(socket).on('line', (line) => {
        const progress = parse(line);
        if (progress) tell(progress);
      });
    });
    try {
      // The path of a socket may have about a hundred characters, so it never lies in the project.
      const folder = process.platform === 'win32' ? undefined : await mkdtemp(join(tmpdir(), 'tenon-'));
      const address = folder === undefined ? pipeName() : join(folder, 'progress');
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(address, resolve);
      });
      return new ProgressListener(address, server, sockets, folder);
    } catch {
      return undefined;
    }
  }

  /** Asks the command to end, or will as soon as it listens. */
  cancel(): void {
    const ask = (socket: Socket): boolean => socket.write(`${CANCEL}\n`);
    this.#server.on('connection', ask);
    for (const socket of this.#sockets) ask(socket);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

const pipeName = (): string => `\\\\.\\pipe\\tenon-${process.pid}-${Math.random().toString(36).slice(2)}`;

function parse(line: string): BenchmarkProgress | undefined {
  try {
    const value = JSON.parse(line) as Partial<BenchmarkProgress> | null;
    return typeof value?.step === 'string' && typeof value.subject === 'string'
      ? (value as BenchmarkProgress)
      : undefined;
  } catch {
    return undefined;
  }
}
