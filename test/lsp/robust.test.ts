import { mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, Location, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { addFiles, folderWith, type Files } from '../cli/run-tenon.ts';
import { RawServer, SERVER } from './raw-server.ts';

/** A misspelt word, so that a file has a finding of its own. */
const WRONG = 'source x { formt: parquet }\n';
const DATA = `package shop.data

source swipes {
  event_time: at
  schema { card_id : string key, amount : float64, at : timestamp }
}
entity card { key: card_id }
`;
const view = (index: number, column = 'amount'): string =>
  `package shop.part${index}\n\nimport shop.data.{ swipes, card }\n\n` +
  `features activity of card from swipes { spent : float64 = sum(${column}) over 7d }\n`;
const SETTINGS = { 'tenon.json': '{ "language": 1 }\n' };

/** Foreign files beside the models; the long run sets it to 100000. */
const FOREIGN = Number(process.env['TENON_FOREIGN_FILES'] ?? 10_000);

const CAPABILITIES = {
  workspace: {
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
  },
};

interface Opened {
  readonly folder: string;
  readonly server: RawServer;
  readonly uri: (path: string) => string;
}

async function opened(files: Files, command: readonly string[] = SERVER): Promise<Opened> {
  const folder = folderWith(files);
  const server = RawServer.start(command);
  await server.initialize([pathToFileURL(folder).toString()], CAPABILITIES);
  return { folder, server, uri: (path) => pathToFileURL(join(folder, path)).toString() };
}

/** URIs of the texts that have findings now. */
const withFindings = ({ told }: RawServer): string[] => {
  const last = new Map(told.map(({ uri, diagnostics }) => [uri, diagnostics.length]));
  return [...last].filter(([, count]) => count > 0).map(([uri]) => uri);
};

const codes = (found: readonly Diagnostic[]): unknown[] => found.map(({ code }) => code);

describe('a folder', () => {
  it('with more files than the system lets one open is read whole', async () => {
    const files = Array.from({ length: 300 }, (_, index) => [`m/part${index}.tenon`, WRONG] as const);
    const few = ['/bin/sh', '-c', 'ulimit -n 40 && exec "$@"', 'sh', ...SERVER];
    const { server } = await opened({ ...SETTINGS, ...Object.fromEntries(files) }, few);
    await server.until(() => withFindings(server).length === files.length);
    expect(server.said).toEqual([]);
  });

  it('with links in a circle, links to nowhere and folders named like models is read once', async () => {
    const folder = folderWith({ ...SETTINGS, 'a/b/x.tenon': WRONG });
    symlinkSync('..', join(folder, 'a/b/up'));
    symlinkSync(folder, join(folder, 'a/home'));
    symlinkSync('self.tenon', join(folder, 'self.tenon'));
    symlinkSync('nowhere', join(folder, 'nowhere.tenon'));
    mkdirSync(join(folder, 'folder.tenon'));
    const server = RawServer.start();
    await server.initialize([pathToFileURL(folder).toString()], CAPABILITIES);
    await server.until(() => server.status?.state === 'ready' && withFindings(server).length > 0);
    expect(server.status?.files).toBe(1);
    // A link or a folder that changes is no reason to fail.
    const uri = (path: string): string => pathToFileURL(join(folder, path)).toString();
    await server.watched(
      ['self.tenon', 'nowhere.tenon', 'folder.tenon', 'a/home'].map((path) => ({ uri: uri(path), type: 2 })),
    );
    writeFileSync(join(folder, 'y.tenon'), WRONG);
    await server.watched([{ uri: uri('y.tenon'), type: 1 }]);
    await server.until(() => server.findings(uri('y.tenon')).length > 0);
    expect(server.said).toEqual([]);
  });

  it(`with ${FOREIGN} foreign files beside the models, all of which change, stays what it is`, async () => {
    const folder = folderWith({ ...SETTINGS, 'x.tenon': DATA });
    const foreign: string[] = [];
    for (let index = 0; index < FOREIGN; index++) {
      if (index % 1_000 === 0) mkdirSync(join(folder, `raw/${index / 1_000}`), { recursive: true });
      foreign.push(`raw/${Math.floor(index / 1_000)}/${index}.csv`);
      writeFileSync(join(folder, foreign.at(-1)!), '');
    }
    const server = RawServer.start();
    await server.initialize([pathToFileURL(folder).toString()], CAPABILITIES);
    const uri = (path: string): string => pathToFileURL(join(folder, path)).toString();
    await server.open(uri('x.tenon'), DATA);
    await server.watched(foreign.map((path) => ({ uri: uri(path), type: 2 })));
    await server.change(uri('x.tenon'), 2, DATA.replace('event_time', 'event_tme'));
    await server.until(() => codes(server.findings(uri('x.tenon'))).includes('TN1101'));
    expect(server.status?.files).toBe(1);
  });

  it('is never written to', async () => {
    const { folder, server, uri } = await opened({ ...SETTINGS, 'x.tenon': WRONG });
    const state = (): unknown =>
      readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
    const before = state();
    await server.until(() => server.findings(uri('x.tenon')).length > 0);
    await server.open(uri('x.tenon'), WRONG);
    await server.request('textDocument/formatting', {
      textDocument: { uri: uri('x.tenon') },
      options: { tabSize: 2, insertSpaces: true },
    });
    await server.request('shutdown');
    expect(state()).toEqual(before);
  });
});

describe('a branch', () => {
  const PARTS = 150;
  const branch = (column: string): Record<string, string> => ({
    'data.tenon': DATA.replace('amount', column),
    ...Object.fromEntries(
      Array.from({ length: PARTS }, (_, index) => [`part${index}.tenon`, view(index, column)]),
    ),
  });

  it('that is checked out is taken over as a whole: nothing is found between the two', async () => {
    const { folder, server, uri } = await opened({ ...SETTINGS, ...branch('amount') });
    await server.open(uri('part0.tenon'), view(0));
    for (const column of ['price', 'amount', 'paid']) {
      addFiles(folder, { ...branch(column), 'mark.tenon': WRONG });
      await server.change(uri('part0.tenon'), 2, view(0, column));
      // The open text changes by itself; until its turn comes it speaks of the old column.
      const mark = server.told.length;
      await server.watched(
        [...Object.keys(branch(column)), 'mark.tenon'].map((path) => ({ uri: uri(path), type: 2 })),
      );
      await server.until(() => server.findings(uri('mark.tenon')).length > 0);
      const between = server.told
        .slice(mark)
        .filter((each) => !each.uri.endsWith('part0.tenon') && !each.uri.endsWith('mark.tenon'));
      expect(between.filter(({ diagnostics }) => diagnostics.length > 0)).toEqual([]);
      rmSync(join(folder, 'mark.tenon'));
      await server.watched([{ uri: uri('mark.tenon'), type: 3 }]);
      await server.until(() => server.findings(uri('mark.tenon')).length === 0);
    }
    expect(withFindings(server)).toEqual([]);
    expect(server.said).toEqual([]);
  });

  it('in which a file is renamed again and again leaves only the last name', async () => {
    const { folder, server, uri } = await opened({ ...SETTINGS, 'n0.tenon': WRONG });
    await server.until(() => server.findings(uri('n0.tenon')).length > 0);
    for (let index = 0; index < 100; index++) {
      renameSync(join(folder, `n${index}.tenon`), join(folder, `n${index + 1}.tenon`));
      await server.watched([
        { uri: uri(`n${index}.tenon`), type: 3 },
        { uri: uri(`n${index + 1}.tenon`), type: 1 },
      ]);
    }
    await server.until(() => withFindings(server).includes(uri('n100.tenon')));
    await server.until(() => withFindings(server).length === 1);
  });

  it('without a folder takes back what was found in it, though only the folder is told of', async () => {
    const { folder, server, uri } = await opened({ ...SETTINGS, 'x.tenon': DATA, 'old/deep/y.tenon': WRONG });
    await server.until(() => server.findings(uri('old/deep/y.tenon')).length > 0);
    const watched = (): string => JSON.stringify(server.registered);
    await server.until(() => watched().includes('"{old,old/deep}"'));
    rmSync(join(folder, 'old'), { recursive: true });
    await server.watched([{ uri: uri('old'), type: 3 }]);
    await server.until(() => server.findings(uri('old/deep/y.tenon')).length === 0);
    // In the editor folders are moved in one go, too.
    addFiles(folder, { 'new/z.tenon': WRONG });
    await server.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: uri('old'), newUri: uri('new') }],
    });
    await server.until(() => server.findings(uri('new/z.tenon')).length > 0);
  });
});

describe('several folders', () => {
  it('are projects of their own; one that is closed takes its findings along', async () => {
    const shops = ['one', 'two'].map((name) =>
      folderWith({ ...SETTINGS, [`${name}.tenon`]: WRONG, 'inner/tenon.json': '{}', 'inner/x.tenon': WRONG }),
    );
    const uris = shops.map((folder) => pathToFileURL(folder).toString());
    const server = RawServer.start();
    await server.initialize(uris, CAPABILITIES);
    await server.until(() => withFindings(server).length === 4);
    expect(server.status?.projects).toBe(4);
    await server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: uris[0]!, name: 'one' }] },
    });
    await server.until(() => withFindings(server).length === 2);
    expect(withFindings(server).every((uri) => uri.startsWith(uris[1]!))).toBe(true);
    await server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: uris[0]!, name: 'one' }], removed: [{ uri: uris[1]!, name: 'two' }] },
    });
    await server.until(
      () =>
        withFindings(server).length === 2 && withFindings(server).every((uri) => uri.startsWith(uris[0]!)),
    );
  });
});

describe('a text', () => {
  it('of the history, a diff or an archive is shown, but nothing is said about it', async () => {
    const { server, uri } = await opened({ ...SETTINGS, 'data.tenon': DATA });
    const path = uri('data.tenon').slice('file://'.length);
    const looks = [`git:${path}?%7B%22ref%22%3A%22~%22%7D`, `vscode-vfs://github/me${path}`, `zip://${path}`];
    for (const look of looks) {
      await server.open(look, view(0));
      const symbols = await server.request<{ name: string }[]>('textDocument/documentSymbol', {
        textDocument: { uri: look },
      });
      expect(symbols.map(({ name }) => name)).toEqual(['activity']);
      await server.change(look, 2, WRONG);
    }
    await server.open(uri('data.tenon'), DATA.replace('event_time', 'event_tme'));
    await server.until(() => server.findings(uri('data.tenon')).length > 0);
    for (const look of looks) await server.close(look);
    await server.change(uri('data.tenon'), 2, DATA);
    await server.until(() => server.findings(uri('data.tenon')).length === 0);
    expect(server.told.filter((each) => looks.includes(each.uri))).toEqual([]);
  });

  it('that is untitled, but is going to be saved in a project, knows its names', async () => {
    const { server, uri } = await opened({ ...SETTINGS, 'data.tenon': DATA });
    const planned = uri('new.tenon').replace('file://', 'untitled:');
    await server.open(planned, view(0, 'amont'));
    await server.until(() => server.findings(planned).length > 0);
    expect(codes(server.findings(planned))).toEqual(['TN1010']);
    // Saving opens the file before it closes the text.
    await server.open(uri('new.tenon'), view(0, 'amont'));
    await server.close(planned);
    await server.until(
      () => server.findings(planned).length === 0 && server.findings(uri('new.tenon')).length > 0,
    );
    await server.change(uri('new.tenon'), 2, view(0));
    await server.until(() => server.findings(uri('new.tenon')).length === 0);
  });

  it('that is closed and opened again at once stays open', async () => {
    const { server, uri } = await opened({ ...SETTINGS, 'data.tenon': DATA });
    for (let round = 0; round < 20; round++) {
      await server.open(uri('unsaved.tenon'), view(round, 'amont'));
      await server.close(uri('unsaved.tenon'));
    }
    await server.open(uri('unsaved.tenon'), view(7, 'amont'));
    const place = { textDocument: { uri: uri('unsaved.tenon') }, position: { line: 4, character: 36 } };
    const [definition] = await server.request<Location[]>('textDocument/definition', place);
    expect(definition?.uri).toBe(uri('data.tenon'));
    await server.until(() => codes(server.findings(uri('unsaved.tenon'))).includes('TN1010'));
  });

  it('on a drive of Windows is called as the editor calls it', async () => {
    const { server } = await opened(SETTINGS);
    for (const uri of [
      'file:///c%3A/Users/me/My%20models/x.tenon',
      'file:///C:/models/%E6%A8%A1.tenon',
      'file://server/share/x.tenon',
    ]) {
      await server.open(uri, WRONG);
      await server.until(() => server.findings(uri).length > 0);
      const hover = await server.request<unknown>('textDocument/hover', {
        textDocument: { uri },
        position: { line: 0, character: 7 },
      });
      expect(hover).not.toBeNull();
      await server.close(uri);
      await server.until(() => server.findings(uri).length === 0);
    }
    expect(server.said).toEqual([]);
  });

  it('with line ends of Windows has the same findings at the same places, and keeps its line ends', async () => {
    const text = `${DATA}\n${WRONG}`;
    const { server, uri } = await opened({
      ...SETTINGS,
      'unix.tenon': text,
      'other/tenon.json': '{}',
      'other/windows.tenon': text.replaceAll('\n', '\r\n'),
    });
    await server.until(() => withFindings(server).length === 2);
    const places = (path: string): unknown =>
      server.findings(uri(path)).map(({ code, message, range }) => ({ code, message, range }));
    expect(places('other/windows.tenon')).toEqual(places('unix.tenon'));
    const untidy = text.replace('event_time: at', 'event_time:at').replaceAll('\n', '\r\n');
    await server.open(uri('other/windows.tenon'), untidy);
    const edits = await server.request<TextEdit[]>('textDocument/formatting', {
      textDocument: { uri: uri('other/windows.tenon') },
      options: { tabSize: 2, insertSpaces: true },
    });
    const tidy = TextDocument.applyEdits(TextDocument.create('', 'tenon', 1, untidy), edits);
    expect(tidy).toContain('event_time: at\r\n');
    expect(tidy.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    // An edit inside of such a text lands where the editor meant it.
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uri('other/windows.tenon'), version: 2 },
      contentChanges: [
        { range: { start: { line: 3, character: 2 }, end: { line: 3, character: 12 } }, text: 'event_tme' },
      ],
    });
    await server.until(() =>
      server
        .findings(uri('other/windows.tenon'))
        .some(({ message }) => typeof message === 'string' && message.includes('event_tme')),
    );
  });
});

it('a project whose file breaks and is mended has the same findings as before', async () => {
  const { folder, server, uri } = await opened({ ...SETTINGS, 'x.tenon': WRONG });
  await server.until(() => server.findings(uri('x.tenon')).length > 0);
  const before = server.findings(uri('x.tenon'));
  for (const text of ['{', '[]', 'null', '{ "language": 99 }', '{ "sources": ["nowhere"] }']) {
    writeFileSync(join(folder, 'tenon.json'), text);
    await server.watched([{ uri: uri('tenon.json'), type: 2 }]);
    await server.until(() => server.findings(uri('tenon.json')).length > 0);
    writeFileSync(join(folder, 'tenon.json'), SETTINGS['tenon.json']);
    await server.watched([{ uri: uri('tenon.json'), type: 2 }]);
    await server.until(
      () => server.findings(uri('tenon.json')).length === 0 && server.findings(uri('x.tenon')).length > 0,
    );
  }
  expect(server.findings(uri('x.tenon'))).toEqual(before);
});
