import { createHash as nodeHash } from 'node:crypto';
import type { DataCallback, Message, MessageReader } from 'vscode-languageserver';
import { beforeEach, describe, expect, it } from 'vitest';
import { setImmediate as pause } from './node-timers-promises.ts';
import { FILE_FACTS, READ_FILE, READ_FOLDER } from '../../../protocol/index.ts';
import { MessageGate } from './message-gate.ts';
import { createHash } from './node-crypto.ts';
import { closeSync, createReadStream, existsSync, open, read, readFileSync, readSync } from './node-fs.ts';
import { access, readdir, readFile, stat } from './node-fs-promises.ts';
import { pipeline } from './node-stream-promises.ts';
import { fileURLToPath } from './node-url.ts';
import { promisify } from './node-util.ts';
import { disk } from './virtual-disk.ts';

const FILES: Record<string, string> = {
  'memfs:/work/tenon.json': '{}',
  'memfs:/work/a/x.tenon': 'package a\n',
  'memfs:/work/a/deep/tenon.json': '{ "output": "out" }',
};
let asked: string[] = [];

const missing = { failure: 'ENOENT', message: 'it is not there' };

/** An editor with the files above. */
function answer(method: string, uri: string): unknown {
  asked.push(`${method} ${uri}`);
  const text = FILES[uri];
  const below = Object.keys(FILES).filter((each) => each.startsWith(`${uri}/`));
  switch (method) {
    case READ_FILE.method:
      return text === undefined ? missing : { bytes: new TextEncoder().encode(text) };
    case FILE_FACTS.method:
      if (text !== undefined) return { kind: 'file', size: text.length, changed: 5 };
      return below.length > 0 ? { kind: 'folder', size: 0, changed: 0 } : missing;
    case READ_FOLDER.method: {
      const names = new Map(below.map((each) => each.slice(uri.length + 1).split('/')).map(([name, ...rest]) => [name, rest.length > 0 ? 'folder' : 'file'])); // prettier-ignore
      return { entries: [...names].map(([name, kind]) => ({ name, kind })) };
    }
    default:
      throw new Error(method);
  }
}

const ROOT = '/~memfs/~/work';

beforeEach(() => {
  asked = [];
  disk.connect((request, parameters) =>
    Promise.resolve(answer(request.method, (parameters as { uri: string }).uri) as never),
  );
});

describe('the files of an editor, as a disk', () => {
  it('are read, listed and looked at', async () => {
    expect(await readFile(`${ROOT}/a/x.tenon`, 'utf8')).toBe('package a\n');
    expect((await readdir(ROOT)).map(String).sort()).toEqual(['a', 'tenon.json']);
    expect((await readdir(ROOT, { recursive: true })).map(String).sort()).toEqual([
      'a',
      'a/deep',
      'a/deep/tenon.json',
      'a/x.tenon',
      'tenon.json',
    ]);
    const facts = await stat(`${ROOT}/a/x.tenon`);
    expect([facts.size, facts.mtimeMs, facts.isFile(), facts.isDirectory()]).toEqual([10, 5, true, false]);
  });

  it('fail as those of a disk do', async () => {
    await expect(access(`${ROOT}/none`)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(readFile('/etc/passwd')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(() => readFileSync(`${ROOT}/a/x.tenon`)).toThrow(/not there/u);
  });

  it('are read at any place, as headers are', async () => {
    const descriptor = await promisify(open)(`${ROOT}/a/x.tenon`, 'r');
    const into = new Uint8Array(20);
    expect(await promisify(read)(descriptor, into, 0, 4, 2)).toBe(4);
    expect(readSync(descriptor, into, 4, 100, 8)).toBe(2);
    expect(new TextDecoder().decode(into.subarray(0, 6))).toBe('ckaga\n');
    closeSync(descriptor);
  });

  it('have project files that are known without waiting', async () => {
    await disk.findProjectFiles(ROOT);
    expect(existsSync(`${ROOT}/tenon.json`)).toBe(true);
    expect(readFileSync(`${ROOT}/a/deep/tenon.json`, 'utf8')).toBe('{ "output": "out" }');
    expect(existsSync(`${ROOT}/a/tenon.json`)).toBe(false);
  });

  it('have the pages of the rules beside the bundle', () => {
    const bundle = fileURLToPath('file:///out/server-web.js');
    expect(bundle).toBe('/out/server-web.js');
    expect(existsSync('/docs/rules')).toBe(true);
    expect(existsSync('/docs/rules/TN1301.md')).toBe(true);
    expect(existsSync('/docs/rules/TN9999.md')).toBe(false);
  });
});

describe('the door of the worker', () => {
  /** Sends messages through the gate and tells what came out, with what had been asked by then. */
  function gate(): { send(message: object): void; readonly seen: string[] } {
    let listener: DataCallback = () => undefined;
    const reader = {
      listen(callback: DataCallback) {
        listener = callback;
        return { dispose: () => undefined };
      },
    } as unknown as MessageReader;
    const seen: string[] = [];
    new MessageGate(reader, disk).listen((message) => {
      const { method, id } = message as Message & { method?: string; id?: number };
      seen.push(`${method ?? `answer ${id}`} after ${asked.length > 0 ? 'reading' : 'nothing'}`);
    });
    return { seen, send: (message) => listener({ jsonrpc: '2.0', ...message }) };
  }

  it('lets messages in after the project files were read, and answers at once', async () => {
    const { send, seen } = gate();
    send({
      id: 1,
      method: 'initialize',
      params: { workspaceFolders: [{ uri: 'memfs:/work', name: 'work' }] },
    });
    send({ method: 'initialized', params: {} });
    send({ method: 'textDocument/didOpen', params: {} });
    send({ id: 7, result: null });
    expect(seen).toEqual(['answer 7 after nothing']);
    while (seen.length < 4) await pause();
    expect(seen).toEqual([
      'answer 7 after nothing',
      'initialize after nothing',
      'initialized after reading',
      'textDocument/didOpen after reading',
    ]);
  });

  it('reads a project file that changed before it tells', async () => {
    const { send, seen } = gate();
    FILES['memfs:/work/a/tenon.json'] = '{}';
    send({
      method: 'workspace/didChangeWatchedFiles',
      params: { changes: [{ uri: 'memfs:/work/a/tenon.json' }] },
    });
    while (seen.length < 1) await pause();
    expect(existsSync(`${ROOT}/a/tenon.json`)).toBe(true);
    delete FILES['memfs:/work/a/tenon.json'];
    send({
      method: 'workspace/didChangeWatchedFiles',
      params: { changes: [{ uri: 'memfs:/work/a/tenon.json' }] },
    });
    while (seen.length < 2) await pause();
    expect(existsSync(`${ROOT}/a/tenon.json`)).toBe(false);
  });
});

describe('a whole file', () => {
  it('goes into a hash', async () => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(`${ROOT}/a/x.tenon`), hash);
    expect(hash.digest('hex')).toBe(nodeHash('sha256').update('package a\n').digest('hex'));
  });
});
