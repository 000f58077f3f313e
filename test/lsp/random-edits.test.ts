import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CancellationTokenSource, type Position } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createFileReaders, createNodeFileSystem } from '../../files/index.ts';
import { collectFacts, loadProject, type Diagnostic } from '../../language/index.ts';
import { folderWith } from '../cli/run-tenon.ts';
import { everyRequest, type RequestKind } from './every-request.ts';
import { RawServer } from './raw-server.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const PARTS = /^(flights\/(delays|platform)\/|gallery\/(platforms|stream-fraud|multi-tenant))[^]*\.tenon$/u;
const original: ReadonlyMap<string, string> = new Map(
  readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => PARTS.test(path))
    .sort()
    .map((path) => [path, readFileSync(join(EXAMPLES, path), 'utf8')]),
);
const WORDS = [...original.values()].flatMap((text) => text.match(/[\w.]+|[^\w\s]/gu) ?? []);

/** Edits that are tried; the long run sets it to 10000. */
const EDITS = Number(process.env['TENON_EDITS'] ?? 500);
/** After so many edits the findings are held against those of a clean build. */
const IN_A_ROW = 10;
/** The project does not grow without end, however long the run is. */
const MOST_FILES = 40;
/** How long the server may take to come to rest, in milliseconds; only a failing test waits so long. */
const PATIENCE = 60_000;

const anywhere = fc.noBias(fc.double({ min: 0, max: 0.999, noNaN: true }));
const change = fc.record({
  what: fc.constantFrom(
    'type',
    'type',
    'type',
    'delete text',
    'replace',
    'open',
    'close',
    'save',
    'create',
    'delete',
    'rename',
    'restore',
    'ask',
    'ask and cancel',
  ),
  file: anywhere,
  at: anywhere,
  to: anywhere,
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** A finding as editors show it. */
interface Shown extends Pick<Diagnostic, 'range'> {
  readonly code?: unknown;
  readonly message: unknown;
}

const shownMessage = ({ message, help }: Diagnostic): string =>
  help === undefined ? message : `${message}\n${help}`;

const pick = <T>(items: readonly T[], at: number): T | undefined => items[Math.floor(at * items.length)];

/** An editor over a folder: what is open, what is on the disk, and a server that is told of both. */
class Editor {
  readonly folder = folderWith({ 'tenon.json': '{ "language": 1 }', ...Object.fromEntries(original) });
  readonly server = RawServer.start();
  readonly #open = new Map<string, TextDocument>();
  #requests: readonly RequestKind[] = [];
  readonly #answers: Promise<unknown>[] = [];
  readonly #last = new Map<string, readonly Shown[]>();
  #created = 0;

  async start(): Promise<void> {
    const { capabilities } = await this.server.initialize([pathToFileURL(this.folder).toString()]);
    this.#requests = everyRequest(capabilities as Readonly<Record<string, unknown>>);
  }

  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).toString();
  }

  get #paths(): string[] {
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tenon'))
      .sort();
  }

  #textOf(path: string): string {
    return this.#open.get(path)?.getText() ?? readFileSync(join(this.folder, path), 'utf8');
  }

  async apply({ what, file, at, to }: Change): Promise<void> {
    const path = pick(what === 'close' || what === 'save' ? [...this.#open.keys()] : this.#paths, file);
    if (path === undefined) return;
    switch (what) {
      case 'type':
        return this.#edit(path, at, at, pick(WORDS, to)! + (to > 0.5 ? ' ' : ''));
      case 'replace':
        return this.#edit(path, at, Math.min(1, at + 0.01), pick(WORDS, to)!);
      case 'delete text':
        return this.#edit(path, at, Math.min(1, at + to * 0.05), '');
      case 'restore':
        return this.#edit(path, 0, 1, original.get(path) ?? pick([...original.values()], to)!);
      case 'open':
        await this.#openFile(path);
        return;
      case 'close':
        this.#open.delete(path);
        return this.server.close(this.uri(path));
      case 'save':
        return this.#write(path, this.#textOf(path));
      case 'create':
        if (this.#paths.length > MOST_FILES) return this.#remove(path);
        return this.#write(`new/n${this.#created++}.tenon`, pick([...original.values()], to)!);
      case 'delete':
        return this.#remove(path);
      case 'rename': {
        const other = `new/r${this.#created++}.tenon`;
        mkdirSync(join(this.folder, 'new'), { recursive: true });
        renameSync(join(this.folder, path), join(this.folder, other));
        return this.#watched([path, 3], [other, 1]);
      }
      default:
        this.#ask(path, at, to, what === 'ask and cancel');
    }
  }

  async #openFile(path: string): Promise<TextDocument> {
    const known = this.#open.get(path);
    if (known) return known;
    const document = TextDocument.create(this.uri(path), 'tenon', 1, this.#textOf(path));
    this.#open.set(path, document);
    await this.server.open(document.uri, document.getText());
    return document;
  }

  async #edit(path: string, from: number, to: number, text: string): Promise<void> {
    const document = await this.#openFile(path);
    const { length } = document.getText();
    const range = {
      start: document.positionAt(Math.floor(from * length)),
      end: document.positionAt(Math.floor(to * length)),
    };
    const version = document.version + 1;
    TextDocument.update(document, [{ range, text }], version);
    await this.server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges: [{ range, text }],
    });
  }

  #write(path: string, text: string): Promise<void> {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
    return this.#watched([path, 2]);
  }

  #remove(path: string): Promise<void> {
    rmSync(join(this.folder, path), { force: true });
    return this.#watched([path, 3]);
  }

  #watched(...changes: readonly (readonly [string, 1 | 2 | 3])[]): Promise<void> {
    return this.server.watched(changes.map(([path, type]) => ({ uri: this.uri(path), type })));
  }

  #ask(path: string, at: number, to: number, cancels: boolean): void {
    const { method, params } = pick(this.#requests, to)!;
    const position: Position = { line: Math.floor(at * 60), character: Math.floor(to * 40) };
    const source = new CancellationTokenSource();
    const answer = this.server.connection.sendRequest(method, params(this.uri(path), position), source.token);
    if (cancels) setImmediate(() => source.cancel());
    this.#answers.push(
      answer.catch(({ code }: { code: number }) => expect([method, code]).not.toEqual([method, -32603])),
    );
  }

  /** What a clean build finds in what is open, laid over what is on the disk. */
  async #clean(): Promise<string[]> {
    const world = { fileSystem: createNodeFileSystem(this.folder), ...createFileReaders(this.folder) };
    const { project, diagnostics } = await loadProject(world);
    const onDisk = diagnostics.filter(({ file }) => !this.#open.has(file));
    for (const [path, document] of this.#open) project.setFile(path, document.getText());
    project.facts = await collectFacts(project, world);
    return [...onDisk, ...project.check()]
      .map((found) => this.#written(this.uri(found.file), { ...found, message: shownMessage(found) }))
      .sort();
  }

  #told(): string[] {
    // What was told before is let go: in a long run it fills the memory.
    for (const { uri, diagnostics } of this.server.told.splice(0)) this.#last.set(uri, diagnostics);
    return [...this.#last].flatMap(([uri, found]) => found.map((each) => this.#written(uri, each))).sort();
  }

  #written(uri: string, { code, message, range: { start, end } }: Shown): string {
    const place = `${start.line}:${start.character}-${end.line}:${end.character}`;
    return `${uri.slice(uri.lastIndexOf('/') + 1)} ${place} ${String(code)} ${String(message)}`;
  }

  /** Waits until the server has told what a clean build finds. */
  async equalsCleanBuild(after: readonly Change[]): Promise<void> {
    await Promise.all(this.#answers.splice(0));
    const wanted = await this.#clean();
    const key = JSON.stringify(wanted);
    let given = false;
    const patience = setTimeout(() => (given = true), PATIENCE);
    const isEqual = (): boolean => JSON.stringify(this.#told()) === key;
    await Promise.race([
      this.server.until(() => given || isEqual()),
      new Promise((resolve) => setTimeout(resolve, PATIENCE).unref()),
    ]);
    clearTimeout(patience);
    expect({ after, found: this.#told() }).toEqual({ after, found: wanted });
  }
}

it(
  `after any ${EDITS} edits over stdio the findings are those of a clean build`,
  async () => {
    const editor = new Editor();
    await editor.start();
    for (const row of fc.sample(fc.array(change, { minLength: IN_A_ROW, maxLength: IN_A_ROW }), {
      numRuns: Math.round(EDITS / IN_A_ROW),
      seed: 20_261_121,
    })) {
      for (const each of row) await editor.apply(each);
      await editor.equalsCleanBuild(row);
    }
    expect(editor.server.said).toEqual([]);
  },
  EDITS * 1_000 + PATIENCE,
);
