import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  type Diagnostic,
  type InitializeResult,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { folderWith } from '../cli/run-tenon.ts';
import { everyRequest, type RequestKind } from './every-request.ts';
import { RawServer, SERVER, TENON_LSP } from './raw-server.ts';

const TEXT = `package shop

source swipes {
  event_time: at
  schema { card_id : string key, amount : float64, at : timestamp }
}
entity card { key: card_id }
features activity of card from swipes { spent : float64 = sum(amount) over 7d }
`;
const FILES = { 'tenon.json': '{ "language": 1 }\n', 'shop.tenon': TEXT };
const CAPABILITIES = {
  workspace: { textDocumentContent: {}, diagnostics: { refreshSupport: true } },
  textDocument: { diagnostic: {} },
};
const START: Position = { line: 0, character: 0 };
const NOT_INITIALIZED = -32002;
const INVALID_REQUEST = -32600;
const CANCELLED = -32800;
/** The server says so when something about the request itself is not right; never that it broke. */
const INTERNAL_ERROR = -32603;

interface Started {
  readonly server: RawServer;
  readonly uri: string;
  readonly requests: readonly RequestKind[];
}

async function started(command: readonly string[] = SERVER): Promise<Started> {
  const folder = folderWith(FILES);
  const server = RawServer.start(command);
  const { capabilities } = await server.initialize([pathToFileURL(folder).toString()], CAPABILITIES);
  return {
    server,
    uri: pathToFileURL(`${folder}/shop.tenon`).toString(),
    requests: everyRequest(capabilities as Readonly<Record<string, unknown>>),
  };
}

/** Whether the server still gives right answers. */
async function isWell({ server, uri }: Started): Promise<void> {
  const [symbol] = await server.request<{ name: string }[]>('textDocument/documentSymbol', {
    textDocument: { uri },
  });
  expect(symbol?.name).toBe('swipes');
  expect(server.said.join('\n')).not.toMatch(/failed|error/iu);
}

describe('the command `tenon lsp --stdio`', () => {
  it('is the language server', async () => {
    const { server, uri } = await started(TENON_LSP);
    await server.open(uri, TEXT);
    const hover = await server.request<{ contents: { value: string } }>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 2, character: 9 },
    });
    expect(hover.contents.value).toContain('source swipes');
    await server.request('shutdown');
    await server.connection.sendNotification('exit');
    expect(await server.ended).toBe(0);
  });

  it('ends with an error when it is not told to shut down before', async () => {
    const { server } = await started(TENON_LSP);
    await server.connection.sendNotification('exit');
    expect(await server.ended).toBe(1);
  });

  it('ends when its editor is gone', async () => {
    const { server } = await started(TENON_LSP);
    server.process.stdin.end();
    await server.ended;
  });
});

describe('a request in the wrong order', () => {
  it('is refused before the first one, and a text that comes so early is dropped', async () => {
    const folder = folderWith(FILES);
    const uri = pathToFileURL(`${folder}/shop.tenon`).toString();
    const early = RawServer.start();
    const { requests } = await started();
    for (const { method, params } of requests) {
      expect([method, await early.refusal(method, params(uri, START))]).toEqual([method, NOT_INITIALIZED]);
    }
    await early.open(uri, 'source another {}\n');
    const first = await early.initialize([pathToFileURL(folder).toString()], CAPABILITIES);
    expect(first.serverInfo?.name).toBe('Tenon');
    await isWell({ server: early, uri, requests });
    expect(await early.refusal('initialize', { processId: null, rootUri: null, capabilities: {} })).toBe(
      INVALID_REQUEST,
    );
    await isWell({ server: early, uri, requests });
  });

  it('is refused after the last one', async () => {
    const { server, uri, requests } = await started();
    await server.request('shutdown');
    for (const { method, params } of requests) {
      expect([method, await server.refusal(method, params(uri, START))]).toEqual([method, INVALID_REQUEST]);
    }
    await server.open(uri, TEXT);
    await server.connection.sendNotification('exit');
    expect(await server.ended).toBe(0);
  });

  it('is refused when nobody knows it', async () => {
    const { server } = await started();
    expect(await server.refusal('tenon/nothing', {})).toBe(-32601);
  });
});

describe('every request', () => {
  it.each([
    ['that is not there', (uri: string) => uri.replace('shop.tenon', 'nowhere.tenon')],
    ['outside of every project', () => 'file:///nowhere/x.tenon'],
    ['of another scheme', () => 'git:/shop.tenon?%7B%22ref%22%3A%22HEAD%22%7D'],
    ['whose address is none', () => 'shop'],
    ['that is no model', (uri: string) => uri.replace('shop.tenon', 'tenon.json')],
  ])('about a text %s is answered', async (_, other) => {
    const all = await started();
    const { server, uri, requests } = all;
    for (const { method, params } of requests) {
      const code = await server.refusal(method, params(other(uri), START));
      expect([method, code]).not.toEqual([method, INTERNAL_ERROR]);
    }
    await isWell(all);
  });

  it.each([
    ['behind the end of its line', { line: 2, character: 1_000 }],
    ['behind the last line', { line: 1_000, character: 3 }],
    ['beyond all numbers', { line: 2 ** 31 - 1, character: 2 ** 31 - 1 }],
    ['before the beginning', { line: -1, character: -1 }],
  ])('about a place %s is answered', async (_, position) => {
    const all = await started();
    const { server, uri, requests } = all;
    await server.open(uri, TEXT);
    for (const { method, params } of requests) {
      const code = await server.refusal(method, params(uri, position));
      expect([method, code]).not.toEqual([method, INTERNAL_ERROR]);
    }
    await isWell(all);
  });

  it('can be cancelled', async () => {
    const all = await started();
    const { server, uri, requests } = all;
    await server.open(uri, TEXT);
    const answers = requests.map(async ({ method, params }) => {
      const source = new CancellationTokenSource();
      const answer = server.connection.sendRequest(
        method,
        params(uri, { line: 4, character: 13 }),
        source.token,
      );
      source.cancel();
      const code = await answer.then(
        () => 'answered',
        (error: { code: number }) => error.code,
      );
      return [method, code === CANCELLED ? 'answered' : code];
    });
    for (const [method, answer] of await Promise.all(answers)) {
      // What is not right about the request may be told first.
      expect([method, answer]).not.toEqual([method, INTERNAL_ERROR]);
    }
    // A question that stays open until something changes ends, too.
    const source = new CancellationTokenSource();
    const open = server.connection.sendRequest(
      'workspace/diagnostic',
      { previousResultIds: [] },
      source.token,
    );
    source.cancel();
    await open.catch(({ code }: { code: number }) => expect(code).toBe(CANCELLED));
    await isWell(all);
  });

  it('sees the text as it was when it was sent, however many edits come with it', async () => {
    const all = await started();
    const { server, uri } = all;
    await server.open(uri, TEXT);
    const names: Promise<{ name: string }[]>[] = [];
    for (let version = 2; version < 40; version++) {
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text: TEXT.replace('swipes {', `swipes${version} {`) }],
      });
      names.push(server.request('textDocument/documentSymbol', { textDocument: { uri } }));
    }
    const first = (await Promise.all(names)).map(([symbol]) => symbol?.name);
    expect(first.at(-1)).toBe('swipes39');
    expect(first.every((name) => name?.startsWith('swipes'))).toBe(true);
    expect(server.said).toEqual([]);
  });
});

it('an edit that lies outside of the text changes nothing else', async () => {
  const all = await started();
  const { server, uri } = all;
  await server.open(uri, TEXT);
  const far = { line: 900, character: 7 };
  await server.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range: { start: far, end: far }, text: 'source last {}\n' }],
  });
  const { items } = await server.request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  expect(items.every(({ range }) => range.start.line >= 0)).toBe(true);
  const symbols = await server.request<{ name: string }[]>('textDocument/documentSymbol', {
    textDocument: { uri },
  });
  expect(symbols.map(({ name }) => name)).toEqual(['swipes', 'card', 'activity', 'last']);
  // An edit of a text that is not open has nothing to change.
  await server.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: `${uri}x`, version: 2 },
    contentChanges: [{ text: '' }],
  });
  await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: `${uri}x` } });
  await isWell(all);
});

it('says what it can, and its version', async () => {
  const server = RawServer.start();
  const result: InitializeResult = await server.initialize();
  expect(result.serverInfo).toMatchObject({
    name: 'Tenon',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/u) as string,
  });
  expect(everyRequest(result.capabilities as Readonly<Record<string, unknown>>).length).toBeGreaterThan(40);
});
