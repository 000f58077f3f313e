import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CAUSED_LINES,
  GENERATED_STATES,
  GENERATED_STATES_CHANGED,
  GENERATION_PREVIEW,
  LINE_ORIGIN,
  type CausedFile,
  type GeneratedFileState,
  type GenerationPreview,
  type GenerationProblem,
  type LineOrigin,
  type PreviewedFile,
} from '../../protocol/index.ts';
import { repository, SHOP, SHOP_DEPLOYMENT } from '../cli/run-tenon.ts';
import { LspClient } from './lsp-client.ts';

type Answer = GenerationPreview | { readonly problem: GenerationProblem } | null;

const BUCKETS = 'terraform/buckets.tf';
const UNVERSIONED = SHOP.replace('versioning: on', 'versioning: off');

let client: LspClient;
let version = 1;

beforeAll(async () => {
  client = await LspClient.start({
    'tenon.json': '{ "language": 1 }\n',
    'shop.tenon': SHOP,
    'release.tenon': SHOP_DEPLOYMENT,
  });
  await client.open('shop.tenon', SHOP);
});
afterAll(() => client.stop());

beforeEach(async () => {
  await rm(join(client.folder, 'generated'), { recursive: true, force: true });
  await type(SHOP);
});

const type = (text: string): Promise<void> => client.change('shop.tenon', (version += 1), text);
const project = (): string => client.uri('').replace(/\/$/u, '');
const previewed = (more: object = {}): Promise<Answer> =>
  client.request<Answer>(GENERATION_PREVIEW.method, { uri: project(), ...more });

async function preview(): Promise<GenerationPreview> {
  const answer = await previewed();
  if (!answer || 'problem' in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

const fileOf = ({ files }: GenerationPreview, path: string): PreviewedFile | undefined =>
  files.find((file) => file.path === path);

/** Writes what the model on the disk says, by the real command. */
async function generate(model = SHOP): Promise<void> {
  await writeFile(join(client.folder, 'shop.tenon'), model);
  const run = spawnSync(process.execPath, [join(repository, 'cli/main.ts'), 'generate'], {
    cwd: client.folder,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  await writeFile(join(client.folder, 'shop.tenon'), SHOP);
}

const generatedText = (path: string): Promise<string> =>
  readFile(join(client.folder, 'generated', path), 'utf8');

async function editGenerated(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(join(client.folder, 'generated', path), change(await generatedText(path)));
}

describe('a preview of what is generated', () => {
  it('shows the texts of what is typed and writes nothing', async () => {
    const before = await preview();
    expect(before.files.every(({ change }) => change === 'create')).toBe(true);
    expect(fileOf(before, BUCKETS)?.text).toContain('versioning  = true');
    expect(fileOf(before, BUCKETS)?.uri).toBe(client.uri(`generated/${BUCKETS}`));
    await type(UNVERSIONED);
    expect(fileOf(await preview(), BUCKETS)?.text).not.toContain('versioning  = true');
    await expect(generatedText(BUCKETS)).rejects.toThrow('ENOENT');
  });

  it('is the same as what the command does then', async () => {
    const { files } = await preview();
    await generate();
    for (const { path, text } of files) expect(await generatedText(path)).toBe(text);
    const after = await preview();
    expect(after).toMatchObject({ files: [], unchanged: files.length });
  });

  it('gives both sides and the base of a file that was edited by hand', async () => {
    await generate();
    const base = await generatedText(BUCKETS);
    await editGenerated(BUCKETS, (text) => `# mine\r\n${text.replaceAll('\n', '\r\n')}`);
    expect(fileOf(await preview(), BUCKETS)).toMatchObject({ change: 'edited' });
    await type(UNVERSIONED);
    const changed = fileOf(await preview(), BUCKETS);
    expect(changed).toMatchObject({ change: 'conflict', conflict: { why: 'edited', base, overlaps: 0 } });
    expect(changed?.text).not.toBe(base);
  });

  it('knows files that Tenon has not written, what is no longer generated, and what is in the way', async () => {
    await mkdir(join(client.folder, 'generated/terraform/versions.tf'), { recursive: true });
    await writeFile(join(client.folder, 'generated', BUCKETS), 'mine\n');
    const foreign = await preview();
    expect(fileOf(foreign, BUCKETS)).toMatchObject({ change: 'conflict', conflict: { why: 'foreign' } });
    expect(
      foreign.files.filter(({ change }) => change === 'blocked').map(({ obstacle }) => obstacle),
    ).toEqual(['it is a folder']);
    await rm(join(client.folder, 'generated'), { recursive: true });
    await generate();
    await type(
      SHOP.replace('  bucket lake { versioning: on, encryption: kms }\n', '').replace(
        's3://${lake.name}',
        's3://x',
      ),
    );
    expect(fileOf(await preview(), BUCKETS)).toMatchObject({ change: 'remove', sha256: null });
  });

  it('says why there is nothing to show', async () => {
    const problem = async (more: object = {}): Promise<GenerationProblem | undefined> => {
      const answer = await previewed(more);
      return answer && 'problem' in answer ? answer.problem : undefined;
    };
    expect(await problem({ environment: 'prod' })).toMatchObject({ reason: 'unknown' });
    await type(SHOP.replace('sum(amount)', 'sum(amounts)'));
    expect(await problem()).toMatchObject({ reason: 'errors', message: expect.stringContaining('an error') });
    await type(SHOP);
    await client.open('release.tenon', 'package shop\n');
    expect(await problem()).toMatchObject({ reason: 'nothing' });
    await client.close('release.tenon');
    expect(await client.request(GENERATION_PREVIEW.method, { uri: 'file:///nowhere' })).toBeNull();
  });

  it('can be cancelled', async () => {
    await type(UNVERSIONED);
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(GENERATION_PREVIEW.method, { uri: project() }, source.token);
    source.cancel();
    await expect(asked).rejects.toThrow();
    expect((await preview()).files.length).toBeGreaterThan(0);
  });
});

describe('files that were generated', () => {
  const states = (): Promise<GeneratedFileState[] | null> =>
    client.request(GENERATED_STATES.method, { uri: project() });
  const stateOf = async (path: string): Promise<GeneratedFileState | undefined> =>
    (await states())?.find((file) => file.path === path);

  it('are stale when the model moved on, and told so', async () => {
    expect(await states()).toEqual([]);
    await generate();
    expect(new Set((await states())!.map(({ state }) => state))).toEqual(new Set(['current']));
    const told = new Promise<void>((resolve) =>
      client.connection.onNotification(GENERATED_STATES_CHANGED.method, () => resolve()),
    );
    await type(UNVERSIONED);
    await told;
    expect(await stateOf(BUCKETS)).toMatchObject({ state: 'stale', isEdited: false });
    expect((await states())!.filter(({ state }) => state !== 'current').map(({ path }) => path)).toEqual([
      BUCKETS,
    ]);
    await editGenerated(BUCKETS, (text) => `# mine\n${text}`);
    expect(await stateOf(BUCKETS)).toMatchObject({ state: 'stale', isEdited: true });
    await type(SHOP);
    expect(await stateOf(BUCKETS)).toMatchObject({ state: 'current', isEdited: true });
  });

  it('are not judged while the model has errors', async () => {
    await generate();
    await type(SHOP.replace('sum(amount)', 'sum(amounts)'));
    expect(new Set((await states())!.map(({ state }) => state))).toEqual(new Set(['unknown']));
  });

  it('show where a line comes from, also when the model or the file moved on', async () => {
    await generate();
    const text = await generatedText(BUCKETS);
    const line = text.split('\n').findIndex((each) => each.includes('versioning'));
    const origin = (at: number, more: object = {}): Promise<LineOrigin | null> =>
      client.request(LINE_ORIGIN.method, { uri: client.uri(`generated/${BUCKETS}`), line: at, ...more });
    const place = async (at: number, more: object = {}): Promise<string> => {
      const found = (await origin(at, more))?.places.find(({ property }) => property === 'versioning');
      return `${found?.uri.split('/').at(-1)}:${found && found.range.start.line + 1}`;
    };
    const declared = SHOP.split('\n').findIndex((each) => each.includes('versioning')) + 1;
    expect(await place(line)).toBe(`shop.tenon:${declared}`);
    await type(`// moved\n\n${SHOP}`);
    expect(await place(line)).toBe(`shop.tenon:${declared + 2}`);
    const unsaved = { text: `# mine\n${text}` };
    expect(await place(line + 1, unsaved)).toBe(`shop.tenon:${declared + 2}`);
    expect(await origin(0, unsaved)).toMatchObject({ cause: 'by hand', isEdited: true, places: [] });
    expect(await origin(100_000)).toBeNull();
    expect(await client.request(LINE_ORIGIN.method, { uri: client.uri('shop.tenon'), line: 0 })).toBeNull();
  });

  it('are found from the model, by element and property', async () => {
    await generate();
    const lines = (...names: string[]): Promise<{ name: string; files: CausedFile[] } | null> =>
      client.request(CAUSED_LINES.method, { uri: project(), names });
    const caused = await lines('shop.nobody', 'shop.main.lake.versioning', 'shop.main.lake');
    expect(caused?.name).toBe('shop.main.lake.versioning');
    const text = (await generatedText(BUCKETS)).split('\n');
    const found = caused!.files.find(({ path }) => path === BUCKETS)!;
    const [[first, last]] = found.ranges as [[number, number]];
    expect(text.slice(first, last + 1).join('\n')).toMatch(/versioning/u);
    expect(await lines('shop.nobody')).toBeNull();
  });
});
