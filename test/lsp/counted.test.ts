import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../language/index.ts';
import { folderWith } from '../cli/run-tenon.ts';
import { everyRequest } from './every-request.ts';
import { InnerServer } from './inner-server.ts';

const FEW = 20;
const MANY = 120;

const SHARED = `package shop.shared

source swipes {
  event_time: at
  schema {
    card_id : string key
    amount  : float64
    at      : timestamp
  }
}
entity card { key: card_id }
param unused : int = 3
`;
const shop = (index: number): string => `package shop.part${index}

import shop.shared.{ swipes, card }

features activity of card from swipes {
  ttl: 30d
  spent_7d : float64 = sum(amount) over 7d
  often_7d : int64   = count() over 7d
}
model net {
  artifact: onnx("net.onnx")
  input  x     : float32[batch, 2] from activity
  output score : float32[batch, 1]
}
service api { serves net on triton { batch 1..8 within 2ms } }
`;

/** A project of so many files that all use one and nothing else; one of them is open. */
const shops = (size: number): ReadonlyMap<string, string> =>
  new Map([
    ['shared.tenon', SHARED],
    ...Array.from({ length: size }, (_, index) => [`shop${index}.tenon`, shop(index)] as const),
  ]);
const path = 'shop7.tenon';

interface Opened {
  readonly server: InnerServer;
  readonly project: Project;
  readonly uri: (path: string) => string;
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
}

async function opened(size: number): Promise<Opened> {
  const files = shops(size);
  const folder = folderWith({ 'tenon.json': '{ "language": 1 }', ...Object.fromEntries(files) });
  const server = await InnerServer.start(pathToFileURL(folder).toString());
  const uri = (each: string): string => pathToFileURL(join(folder, each)).toString();
  await server.client.sendNotification('textDocument/didOpen', {
    textDocument: { uri: uri(path), languageId: 'tenon', version: 1, text: files.get(path)! },
  });
  await server.rest();
  const [host] = server.served.workspace.hosts;
  return { server, project: host!.project, uri, folder, files };
}

interface Cost {
  readonly parsed: number;
  readonly checked: number;
  readonly elements: number;
}

/** What the server does because of something, until nothing is left to do. */
async function costOf({ server, project }: Opened, what: () => Promise<void>): Promise<Cost> {
  const before = { ...project.work };
  const files = new Map(project.files);
  await what();
  await server.rest();
  return {
    parsed: [...project.files].filter(([each, file]) => files.get(each) !== file).length,
    checked: project.work.filesChecked - before.filesChecked,
    elements: project.work.elementsChecked - before.elementsChecked,
  };
}

const typed = (all: Opened, file: string, change: (text: string) => string): Promise<Cost> =>
  costOf(all, () =>
    all.server.client.sendNotification('textDocument/didChange', {
      textDocument: { uri: all.uri(file), version: 2 },
      contentChanges: [{ text: change(all.files.get(file)!) }],
    }),
  );

/** An edit of the open file. */
const edit = (all: Opened, change: (text: string) => string): Promise<Cost> => {
  expect(change(all.files.get(path)!)).not.toBe(all.files.get(path));
  return typed(all, path, change);
};

const onDisk = (all: Opened, file: string, text: string): Promise<Cost> =>
  costOf(all, () => {
    writeFileSync(join(all.folder, file), text);
    return all.server.client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: all.uri(file), type: 2 }],
    });
  });

describe('the work of an edit does not depend on the size of the project', () => {
  const kinds: readonly [what: string, most: Cost, of: (all: Opened) => Promise<Cost>][] = [
    [
      'a letter in a comment',
      { parsed: 1, checked: 1, elements: 3 },
      (all) => edit(all, (text) => `// note\n${text}`),
    ],
    [
      'a value that nobody else uses',
      { parsed: 1, checked: 1, elements: 3 },
      (all) => edit(all, (text) => text.replace('ttl: 30d', 'ttl: 20d')),
    ],
    [
      'a half-typed line',
      { parsed: 1, checked: 1, elements: 4 },
      (all) => edit(all, (text) => `${text}\nsource rows {\n  form`),
    ],
    ['the same text', { parsed: 0, checked: 0, elements: 0 }, (all) => typed(all, path, (text) => text)],
    [
      'a declaration of a shared file that nobody uses',
      { parsed: 1, checked: 1, elements: 3 },
      (all) => onDisk(all, 'shared.tenon', SHARED.replace('int = 3', 'int = 4')),
    ],
    [
      'a file that comes',
      { parsed: 1, checked: 1, elements: 1 },
      (all) => onDisk(all, 'new.tenon', 'package shop.other\n\nentity nobody { key: id }\n'),
    ],
    [
      'a file that was touched and says the same',
      { parsed: 0, checked: 0, elements: 0 },
      (all) => onDisk(all, 'shop3.tenon', shop(3)),
    ],
    ['a foreign file', { parsed: 0, checked: 0, elements: 0 }, (all) => onDisk(all, 'rows.csv', 'id\n1\n')],
  ];

  it('but on how many use what is edited', async () => {
    for (const size of [FEW, MANY]) {
      const all = await opened(size);
      const cost = await onDisk(all, 'shared.tenon', SHARED.replace('float64', 'float32'));
      expect(cost).toMatchObject({ parsed: 1, checked: 1 + size });
      expect(cost.elements).toBeLessThanOrEqual(3 + 3 * size);
    }
  });

  it.each(kinds)('%s', async (_, most, of) => {
    const few = await of(await opened(FEW));
    const many = await of(await opened(MANY));
    expect(many).toEqual(few);
    expect({
      parsed: Math.max(many.parsed, most.parsed),
      checked: Math.max(many.checked, most.checked),
      elements: Math.max(many.elements, most.elements),
    }).toEqual(most);
  });
});

/** Counts how many files are visited one after the other; looking one up by its path is no visit. */
function countVisits(files: ReadonlyMap<string, unknown>): { visited: number } {
  const count = { visited: 0 };
  const counted = <T>(iterate: () => Iterable<T>) =>
    function* (): Generator<T> {
      // What the models name on the disk is looked at in the background.
      const isBackground = new Error().stack?.includes('seeFiles') === true;
      for (const each of iterate()) {
        if (!isBackground) count.visited++;
        yield each;
      }
    };
  const { entries, keys, values } = Map.prototype;
  Object.assign(files, {
    entries: counted(entries.bind(files)),
    keys: counted(keys.bind(files)),
    values: counted(values.bind(files)),
    [Symbol.iterator]: counted(entries.bind(files)),
  });
  return count;
}

/** These are about all files by their nature: a name that is looked for anywhere, a path that any file may hold. */
const ABOUT_EVERYTHING = ['tenon/check', 'tenon/projects', 'workspace/symbol', 'workspace/willRenameFiles'];

it('no request walks through the files of the project, or checks more than it has to', async () => {
  const { server, project, uri } = await opened(MANY);
  const counts = [countVisits(project.files), countVisits(project.analysis.project.files)];
  const visited = (): number => counts.reduce((sum, each) => sum + each.visited, 0);
  const walks: string[] = [];
  for (const { method, params } of everyRequest(server.capabilities)) {
    if (ABOUT_EVERYTHING.includes(method)) continue;
    const before = { visited: visited(), ...project.work };
    await server.client
      .sendRequest(method, params(uri(path), { line: 6, character: 26 }))
      .catch(() => undefined);
    const files = visited() - before.visited;
    const checked = project.work.filesChecked - before.filesChecked;
    if (files > FEW || checked > 0) walks.push(`${method} visits ${files} files and checks ${checked}`);
  }
  expect(walks).toEqual([]);
});
