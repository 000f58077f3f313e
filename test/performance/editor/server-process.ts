import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CompletionItem,
  type CompletionList,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';

/** How a language server is started, and what its files are called. */
export interface ServerKind {
  readonly name: string;
  /** Script and arguments for `node`. */
  readonly command: readonly string[];
  readonly languageId: string;
  readonly settings?: unknown;
}

interface Published {
  readonly uri: string;
  readonly version: number | undefined;
  readonly at: number;
}

/** A server over standard input and output on a folder, with a clock beside every answer. All times are in milliseconds. */
export class ServerProcess {
  readonly #kind: ServerKind;
  readonly #folder: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #connection: ProtocolConnection;
  readonly #versions = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  readonly #started = performance.now();
  #published: Published[] = [];
  #heap: ((bytes: number) => void) | undefined;
  #look: (() => void) | undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor(kind: ServerKind, folder: string) {
    this.#kind = kind;
    this.#folder = folder;
    const hook = join(import.meta.dirname, 'heap-report.mjs');
    this.#process = spawn(
      process.execPath,
      ['--max-old-space-size=8192', '--expose-gc', '--import', hook, ...kind.command],
      { cwd: folder, stdio: 'pipe' },
    );
    this.#process.stderr.on('data', (bytes: Buffer) => {
      const found = /^heap (\d+)$/mu.exec(bytes.toString());
      if (found) this.#heap?.(Number(found[1]));
      else if (process.env['BENCH_LOG']) process.stderr.write(bytes);
    });
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.#connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, version }: PublishDiagnosticsParams) => {
        this.#published.push({ uri, version, at: performance.now() });
        this.#look?.();
      },
    );
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.onRequest('window/workDoneProgress/create', () => null);
    this.#connection.onRequest('workspace/configuration', ({ items }: { items: readonly object[] }) =>
      items.map(() => kind.settings ?? null),
    );
    this.#connection.onUnhandledNotification(() => undefined);
    this.#connection.listen();
  }

  async initialize(): Promise<void> {
    const uri = pathToFileURL(this.#folder).toString();
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'bench' }],
      capabilities: {
        workspace: {
          workspaceFolders: true,
          configuration: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
        textDocument: { completion: { completionItem: { snippetSupport: true } } },
      },
    });
    await this.#connection.sendNotification('initialized', {});
    if (this.#kind.settings) {
      await this.#connection.sendNotification('workspace/didChangeConfiguration', {
        settings: this.#kind.settings,
      });
    }
  }

  uri = (path: string): string => pathToFileURL(join(this.#folder, path)).toString();
  textOf = (path: string): string => this.#texts.get(path)!;

  /** Time from the start of the process to the first diagnostics of a file that is opened at once. */
  async untilFirstDiagnostics(path: string, text: string): Promise<number> {
    await this.initialize();
    await this.open(path, text);
    return (await this.#publishedFor(path, 0)).at - this.#started;
  }

  async open(path: string, text: string): Promise<void> {
    this.#versions.set(path, 1);
    this.#texts.set(path, text);
    const textDocument = { uri: this.uri(path), languageId: this.#kind.languageId, version: 1, text };
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Changes a file; gives the time until its own diagnostics are there. */
  async edit(path: string, text: string): Promise<number> {
    const begin = performance.now();
    await this.change(path, text);
    return (await this.#publishedFor(path, begin)).at - begin;
  }

  /** Changes a file; gives the time until the last diagnostics of any file that follow, and of how many files. */
  async editToEnd(path: string, text: string, quiet = 1500): Promise<{ time: number; files: number }> {
    const begin = performance.now();
    await this.change(path, text);
    await this.#publishedFor(path, begin);
    await this.settled(quiet);
    const found = this.#published.filter(({ at }) => at >= begin);
    return { time: found.at(-1)!.at - begin, files: new Set(found.map(({ uri }) => uri)).size };
  }

  async change(path: string, text: string): Promise<void> {
    const version = this.#versions.get(path)! + 1;
    this.#versions.set(path, version);
    this.#texts.set(path, text);
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [{ text }],
    });
  }

  /** Types one letter and asks for completion behind it, as an editor does without waiting. */
  async completeAfterLetter(
    path: string,
    text: string,
    offset: number,
  ): Promise<{ time: number; items: number; bytes: number }> {
    const before = text.slice(0, offset).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    const begin = performance.now();
    await this.change(path, text);
    const answer = await this.#connection.sendRequest<CompletionList | CompletionItem[] | null>(
      'textDocument/completion',
      { textDocument: { uri: this.uri(path) }, position, context: { triggerKind: 1 } },
    );
    const time = performance.now() - begin;
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    return { time, items: items.length, bytes: Buffer.byteLength(JSON.stringify(answer)) };
  }

  async request<R>(method: string, params: object): Promise<{ time: number; answer: R }> {
    const begin = performance.now();
    const answer = await this.#connection.sendRequest<R>(method, params);
    return { time: performance.now() - begin, answer };
  }

  /** Events of files that are none of the language's, as a package manager causes them. */
  async foreignEvents(count: number): Promise<void> {
    const changes = Array.from({ length: count }, (_, index) => ({
      uri: this.uri(`node_modules/p${index % 500}/file-${index}.js`),
      type: 1,
    }));
    await this.#connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** Waits until nothing has been published for a while. */
  async settled(quiet = 1500): Promise<void> {
    for (;;) {
      const last = this.#published.at(-1)?.at ?? 0;
      const rest = last + quiet - performance.now();
      if (rest <= 0) return;
      await pause(rest);
    }
  }

  /**
   * Waits until the server has nothing to do: it says nothing and takes less than a tenth of a processor for a second,
   * where the system tells that.
   */
  async idle(): Promise<void> {
    await this.settled();
    for (let before = this.#busySeconds(); before !== undefined;) {
      await pause(1000);
      const now = this.#busySeconds();
      if (now === undefined || now - before < 0.1) return;
      before = now;
    }
  }

  /** Seconds of a processor that the process has taken so far. */
  #busySeconds(): number | undefined {
    const file = `/proc/${this.#process.pid}/stat`;
    if (!existsSync(file)) return undefined;
    const fields = readFileSync(file, 'utf8').split(') ')[1]!.split(' ');
    // Of a process of its own and of the system for it, in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  /** Bytes of the heap after a collection. */
  async heap(): Promise<number> {
    const found = new Promise<number>((resolve) => {
      this.#heap = resolve;
    });
    this.#process.kill('SIGUSR2');
    return found;
  }

  async stop(): Promise<void> {
    this.#connection.dispose();
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
  }

  async #publishedFor(path: string, since: number): Promise<Published> {
    const uri = this.uri(path);
    const version = this.#versions.get(path);
    for (;;) {
      // A server that gives no versions is believed when it speaks after the change.
      const found = this.#published.find(
        (each) => each.uri === uri && each.at >= since && (each.version ?? version) === version,
      );
      if (found) return found;
      await new Promise<void>((resolve, reject) => {
        this.#look = resolve;
        const silent = new Error(`${this.#kind.name} says nothing of ${path} for two minutes.`);
        this.#silence = setTimeout(() => reject(silent), 120_000);
      });
      clearTimeout(this.#silence);
    }
  }
}
