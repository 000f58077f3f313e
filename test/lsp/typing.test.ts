import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { folderWith } from '../cli/run-tenon.ts';
import { everyRequest, type RequestKind } from './every-request.ts';
import { RawServer } from './raw-server.ts';

const GALLERY = fileURLToPath(new URL('../../examples/gallery/', import.meta.url));
const texts = new Map(
  readdirSync(GALLERY, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.tenon'))
    .sort()
    .map((path) => [path, readFileSync(join(GALLERY, path), 'utf8')]),
);

/**
 * Every letter is an edit of its own; after so many of them the server is asked something, which makes it look at
 * the text as it is then. A prime, so that requests come at all places; the long run sets it to 1.
 */
const LETTERS = Number(process.env['TENON_TYPING_LETTERS'] ?? 251);

/** What the protocol counts in: an emoji has two of them, and editors insert them together. */
const lettersOf = (text: string): string[] => [...text];

class Typist {
  readonly #server: RawServer;
  readonly #requests: readonly RequestKind[];
  #asked = 0;

  constructor(server: RawServer, requests: readonly RequestKind[]) {
    this.#server = server;
    this.#requests = requests;
  }

  /** Types a text from its first letter to its last one, with requests of every kind in between. */
  async type(uri: string, text: string): Promise<void> {
    await this.#server.open(uri, '');
    const cursor = { line: 0, character: 0 };
    let version = 1;
    for (const letter of lettersOf(text)) {
      await this.#server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range: { start: cursor, end: cursor }, text: letter }],
      });
      if (letter === '\n') Object.assign(cursor, { line: cursor.line + 1, character: 0 });
      else cursor.character += letter.length;
      if (version % LETTERS > 0) continue;
      const { method, params } = this.#requests[this.#asked++ % this.#requests.length]!;
      const code = await this.#server.refusal(method, params(uri, { ...cursor }));
      // A place where nothing can be renamed is refused in words; nothing else is.
      expect([method, code]).not.toEqual([method, -32603]);
    }
  }
}

it('every example of the gallery can be typed, from its first letter to its last one', async () => {
  const folder = folderWith({
    'tenon.json': readFileSync(join(GALLERY, 'tenon.json'), 'utf8'),
    ...Object.fromEntries(texts),
  });
  const server = RawServer.start();
  const { capabilities } = await server.initialize([pathToFileURL(folder).toString()]);
  await server.until(() => server.status?.state === 'ready');
  const typist = new Typist(server, everyRequest(capabilities as Readonly<Record<string, unknown>>));
  for (const [path, text] of texts) {
    const uri = pathToFileURL(join(folder, path)).toString();
    await typist.type(uri, text);
    const symbols = await server.request<unknown[]>('textDocument/documentSymbol', { textDocument: { uri } });
    expect(symbols.length).toBeGreaterThan(0);
    await server.until(() => server.findings(uri).every(({ severity }) => severity !== 1));
    await server.close(uri);
  }
  expect(server.said).toEqual([]);
});
