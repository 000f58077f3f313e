/**
 * The language server beside others, over the protocol, in one job: Langium's default services on the same grammar
 * and the same files, yaml-language-server and LikeC4 on files of equal length. Prints the figures;
 * `--write` writes its section of docs/performance.md from them. `--peers <folder>` names a folder with the packages of the peers;
 * without it they are installed into a temporary one. Nothing is asserted: the goals stand beside the figures.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageExtension } from '../../../tools/package.ts';
import { writeSection } from '../page-section.ts';
import { syntheticProject } from '../synthetic-project.ts';
import { activationTimes } from './activation.ts';
import { median, milliseconds, quantile, ratioText } from './figures.ts';
import { bigYaml, bigTenon, likec4Project, YAML_SCHEMA } from './peer-files.ts';
import { performanceSection, type Row } from './performance-section.ts';
import { ServerProcess, type ServerKind } from './server-process.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PEERS = { likec4: '1.59.4', 'yaml-language-server': '2.0.0' };
const args = process.argv.slice(2);
const value = (name: string): string | undefined => args[args.indexOf(name) + 1];

const TENON: ServerKind = {
  name: 'Tenon',
  // With the option with which the extension starts it.
  command: ['--max-semi-space-size=32', join(ROOT, 'out/server.mjs'), '--stdio'],
  languageId: 'tenon',
};
const LANGIUM: ServerKind = {
  name: "Langium's defaults",
  command: ['--max-semi-space-size=32', join(import.meta.dirname, 'langium-server.ts'), '--stdio'],
  languageId: 'tenon',
};

const scratch = mkdtempSync(join(tmpdir(), 'tenon bench '));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
const rows: Row[] = [];

function tell(row: Row): void {
  rows.push(row);
  const goal = row.goal === undefined ? '' : `  (goal ${row.goal}: ${row.isKept ? 'kept' : 'NOT kept'})`;
  console.log(`${row.title.padEnd(72)} ${row.figures}${goal}`);
}

function compare(title: string, ours: number, theirs: number, peer: string, most?: number): void {
  const ratio = ours / theirs;
  tell({
    title,
    figures: `${milliseconds(ours)} / ${milliseconds(theirs)} (${peer}) = ${ratioText(ratio)}`,
    ...(most === undefined ? {} : { goal: `at most ${ratioText(most)}`, isKept: ratio <= most }),
  });
}

function folderOf(name: string, files: ReadonlyMap<string, string>): string {
  const folder = join(scratch, name);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const HUB = 'platform.tenon';
const leafOf = (files: number): string => `models/part_${files - 3}.tenon`;

interface Measured {
  readonly first: number;
  readonly leaf: number;
  readonly hub: number;
  readonly interfaceLast: number;
  readonly interfaceFiles: number;
  readonly completion: readonly number[];
  readonly completionBytes: number;
  readonly completionItems: number;
  readonly heap: number;
  readonly afterStorm: number;
}

/** All that is measured of one server on a project of `count` files. */
async function measure(
  kind: ServerKind,
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<Measured> {
  const server = new ServerProcess(kind, folder);
  const leafPath = leafOf(files.size);
  const leaf = files.get(leafPath)!;
  const hub = files.get(HUB)!;
  // Something is wrong in every text, and each time something else: a server need not repeat what it has said.
  const broken = (index: number): string => leaf.replace('ttl: 30d', `ttl: ${20 + index}x`);
  const first = await server.untilFirstDiagnostics(leafPath, broken(99));
  await server.idle();
  const heap = await server.heap();
  await server.open(HUB, hub);
  await server.settled();
  const leafTimes: number[] = [];
  for (let index = 0; index < 12; index += 1) {
    leafTimes.push(await server.edit(leafPath, broken(index)));
    await server.settled(300);
  }
  const hubTimes: number[] = [];
  for (let index = 0; index < 6; index += 1) {
    hubTimes.push(await server.edit(HUB, hub.replace('versioning: on', `versioning: maybe_${index}`)));
    await server.settled(1000);
  }
  const changed: { last: number; files: number }[] = [];
  for (const name of ['cart', 'card', 'cart', 'card']) {
    const text = hub
      .replace('entity card', `entity ${name}`)
      .replace('versioning: on', `versioning: maybe_${changed.length + 10}`);
    const { time, files } = await server.editToEnd(HUB, text);
    changed.push({ last: time, files });
  }
  const letters: number[] = [];
  let bytes = 0;
  let items = 0;
  const place = leaf.indexOf('avg(amount)') + 'avg('.length;
  for (let index = 0; index < 40; index += 1) {
    const word = 'amount'.slice(0, 1 + (index % 5));
    const text = leaf.slice(0, place) + word + leaf.slice(place + 'amount'.length);
    const answer = await server.completeAfterLetter(leafPath, text, place + word.length);
    letters.push(answer.time);
    bytes = Math.max(bytes, answer.bytes);
    items = Math.max(items, answer.items);
    await server.settled(150);
  }
  await server.change(leafPath, leaf);
  await server.settled(600);
  const stormTimes: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    await server.foreignEvents(10_000);
    stormTimes.push(await server.edit(leafPath, broken(40 + index)));
    await server.settled(600);
  }
  await server.stop();
  return {
    first,
    leaf: median(leafTimes),
    hub: median(hubTimes),
    interfaceLast: median(changed.map(({ last }) => last)),
    interfaceFiles: Math.max(...changed.map((each) => each.files)),
    completion: letters,
    completionBytes: bytes,
    completionItems: items,
    heap,
    afterStorm: median(stormTimes),
  };
}

const sizes = args.includes('--quick') ? [100, 300] : [100, 1000, 5000];
const ours = new Map<number, Measured>();
const theirs = new Map<number, Measured>();
for (const size of sizes) {
  const files = syntheticProject(size);
  const folder = folderOf(`tenon ${size}`, files);
  ours.set(size, await measure(TENON, folder, files));
  theirs.set(size, await measure(LANGIUM, folder, files));
  const [a, b] = [ours.get(size)!, theirs.get(size)!];
  const at = `${size} files: `;
  const peer = LANGIUM.name;
  compare(`${at}start → first diagnostics`, a.first, b.first, peer, size === 5000 ? 1 / 10 : undefined);
  compare(`${at}edit of a leaf → its diagnostics`, a.leaf, b.leaf, peer);
  compare(
    `${at}edit of a shared file → its diagnostics`,
    a.hub,
    b.hub,
    peer,
    size === 1000 ? 1 / 100 : undefined,
  );
  compare(
    `${at}shared name changes → last diagnostics (${a.interfaceFiles} and ${b.interfaceFiles} files told)`,
    a.interfaceLast,
    b.interfaceLast,
    peer,
    size === 1000 ? 1 / 8 : undefined,
  );
  compare(
    `${at}completion after a letter, p95 (${a.completionItems} and ${b.completionItems} items)`,
    quantile(a.completion, 0.95),
    quantile(b.completion, 0.95),
    peer,
    size === 1000 ? 1 / 8 : undefined,
  );
  tell({
    title: `${at}completion, largest answer`,
    figures: `${(a.completionBytes / 1000).toFixed(1)} kB / ${(b.completionBytes / 1000).toFixed(1)} kB (${peer})`,
    goal: 'at most 64 kB',
    isKept: a.completionBytes <= 64_000,
  });
  tell({
    title: `${at}edit after 10,000 foreign file events / plain edit`,
    figures: `${milliseconds(a.afterStorm)} / ${milliseconds(a.leaf)} = ${ratioText(a.afterStorm / a.leaf)}; ${peer}: ${ratioText(b.afterStorm / b.leaf)}`,
    goal: 'at most 2',
    isKept: a.afterStorm / a.leaf <= 2,
  });
}
const [small, , large = sizes.at(-1)!] = sizes;
const perFile = (measured: ReadonlyMap<number, Measured>): number =>
  (measured.get(large)!.heap - measured.get(small!)!.heap) / (large - small!);
compare(
  'heap of each closed file, kB in place of ms',
  perFile(ours) / 1000,
  perFile(theirs) / 1000,
  LANGIUM.name,
  1 / 8,
);
const growth = ours.get(large)!.leaf / ours.get(small!)!.leaf;
tell({
  title: `edit of a leaf at ${large} files against ${small} files`,
  figures: ratioText(growth),
  goal: 'at most 1.5',
  isKept: growth <= 1.5,
});

const peers = value('--peers') ?? installPeers();
await measureYaml(peers);
await measureLikec4(peers);
await measureRequests();
await measureExtension();
if (args.includes('--write'))
  writeSection(join(ROOT, 'docs/performance.md'), 'bench:editor', performanceSection(rows));

function installPeers(): string {
  const folder = join(scratch, 'peers');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }));
  const run = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (run.status !== 0) throw new Error('The peers could not be installed.');
  return folder;
}

/** One file of equal content and length in both languages: edits at its end. */
async function measureYaml(folder: string): Promise<void> {
  for (const lines of [1000, 50_000]) {
    const server: ServerKind = {
      name: 'yaml-language-server',
      command: [join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'],
      languageId: 'yaml',
      settings: { yaml: { validate: true, schemas: { [join(scratch, 'schema.json')]: '*.yaml' } } },
    };
    writeFileSync(join(scratch, 'schema.json'), JSON.stringify(YAML_SCHEMA));
    const yaml = bigYaml(lines);
    const tenon = bigTenon(lines);
    const wrong = (text: string, index: number): string => {
      const at = text.lastIndexOf('int32');
      return `${text.slice(0, at)}int_${index}${text.slice(at + 'int32'.length)}`;
    };
    const theirTimes = await editTimes(server, 'big.yaml', yaml, (index) => wrong(yaml, index));
    const ourTimes = await editTimes(TENON, 'big.tenon', tenon, (index) => wrong(tenon, index));
    // It waits 200 ms before it looks at an edit.
    compare(
      `${lines} lines in one file: edit → diagnostics`,
      median(ourTimes),
      median(theirTimes) - 200,
      'yaml-language-server less its delay of 200 ms',
      lines === 1000 ? 1 / 4 : 1 / 6,
    );
  }
}

async function editTimes(
  kind: ServerKind,
  path: string,
  text: string,
  edited: (index: number) => string,
): Promise<number[]> {
  const folder = folderOf(`${kind.languageId} ${text.length}`, new Map([[path, text]]));
  const server = new ServerProcess(kind, folder);
  await server.untilFirstDiagnostics(path, edited(99));
  await server.settled(2500);
  const times: number[] = [];
  for (let index = 0; index < 7; index += 1) {
    times.push(await server.edit(path, edited(index)));
    await server.settled(600);
  }
  await server.stop();
  return times;
}

/** As many files of as many lines in LikeC4's own language; a comparison of experience, not of work done. */
async function measureLikec4(folder: string): Promise<void> {
  const count = args.includes('--quick') ? 60 : 300;
  const server: ServerKind = {
    name: 'LikeC4',
    command: [join(folder, 'node_modules/likec4/bin/likec4.mjs'), 'lsp', '--stdio'],
    languageId: 'likec4',
  };
  const files = likec4Project(count);
  const process = new ServerProcess(server, folderOf('likec4', files));
  const hub = files.get('shared.c4')!;
  const first = await process.untilFirstDiagnostics('shared.c4', hub.replace("system '", "sytem '"));
  await process.settled(4000);
  const times: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    times.push(await process.edit('shared.c4', hub.replace("component '", `compnent_${index} \'`)));
    await process.settled(1500);
  }
  await process.stop();
  const own = syntheticProject(count);
  const tenon = new ServerProcess(TENON, folderOf(`tenon beside likec4`, own));
  const ownFirst = await tenon.untilFirstDiagnostics(HUB, `${own.get(HUB)!}lost\n`);
  await tenon.settled(1500);
  const ownTimes: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    ownTimes.push(await tenon.edit(HUB, `${own.get(HUB)!}lost_${index}\n`));
    await tenon.settled(500);
  }
  await tenon.stop();
  compare(`${count} files: start → first diagnostics of the shared file`, ownFirst, first, 'LikeC4');
  compare(
    `${count} files: edit of the shared file → its diagnostics`,
    median(ownTimes),
    median(times),
    'LikeC4',
  );
}

/** The extension itself: how big it is, and how fast it starts. */
async function measureExtension(): Promise<void> {
  const kilobytes = (path: string): string => `${(statSync(path).size / 1000).toFixed(0)} kB`;
  const bundles = ['client.cjs', 'server.mjs', 'client-web.js', 'server-web.js'].map((name) =>
    join(ROOT, 'out', name),
  );
  tell({
    title: 'bundles: extension, server, and both for browsers',
    figures: bundles.map(kilobytes).join(', '),
  });
  const vsix = statSync(await packageExtension({ universal: true })).size;
  tell({
    title: 'the .vsix without the native part of the benchmark',
    figures: `${(vsix / 1e6).toFixed(2)} MB`,
    goal: 'at most 5 MB',
    isKept: vsix <= 5e6,
  });
  const times = await activationTimes(3);
  if (!times) console.log('skipped: how fast the extension starts, since VS Code is missing');
  else {
    const of = (which: keyof (typeof times)[number]): string =>
      milliseconds(median(times.map((each) => each[which])));
    tell({
      title:
        'in VS Code: activation of the extension; the same to first diagnostics, with the start of the server',
      figures: `${of('activated')}; ${of('firstDiagnostics')}`,
    });
  }
}

/** Requests about the whole project, and what 10,000 edits leave in memory. */
async function measureRequests(): Promise<void> {
  const size = sizes.at(-1)!;
  const files = syntheticProject(size);
  const server = new ServerProcess(TENON, folderOf(`tenon requests`, files));
  const path = leafOf(size);
  const text = files.get(path)!;
  await server.untilFirstDiagnostics(path, text.replace('30d', '30x'));
  await server.idle();
  await server.open(HUB, files.get(HUB)!);
  await server.settled(1000);
  const symbols = await server.request<unknown[] | null>('workspace/symbol', { query: 'view_49' });
  const again = await server.request<unknown[] | null>('workspace/symbol', { query: 'rws_1' });
  tell({
    title: `${size} files: workspace symbols, first and second query`,
    figures: `${milliseconds(symbols.time)} (${symbols.answer?.length ?? 0} found), ${milliseconds(again.time)} (${again.answer?.length ?? 0} found)`,
  });
  const renamed = await server.request<{ changes?: object; documentChanges?: unknown[] } | null>(
    'textDocument/rename',
    { textDocument: { uri: server.uri(HUB) }, position: { line: 2, character: 8 }, newName: 'payment_card' },
  );
  const count = renamed.answer?.documentChanges?.length ?? Object.keys(renamed.answer?.changes ?? {}).length;
  tell({
    title: `${size} files: rename of a name that ${count} files use`,
    figures: milliseconds(renamed.time),
  });
  // What the first edits leave is code that the engine has compiled for them.
  for (let index = 0; index < (args.includes('--quick') ? 300 : 3000); index += 1) {
    await server.edit(path, text.replace('ttl: 30d', `ttl: ${index}y`));
  }
  await server.settled(1000);
  const before = await server.heap();
  const edits = args.includes('--quick') ? 300 : 10_000;
  for (let index = 0; index < edits; index += 1) {
    await server.edit(path, text.replace('ttl: 30d', `ttl: ${index}x`));
  }
  await server.settled(1000);
  const after = await server.heap();
  tell({
    title: `heap before and after ${edits} edits`,
    figures: `${(before / 1e6).toFixed(1)} MB / ${(after / 1e6).toFixed(1)} MB`,
    goal: 'no growth (at most 2 %)',
    isKept: after <= before * 1.02,
  });
  await server.stop();
}
