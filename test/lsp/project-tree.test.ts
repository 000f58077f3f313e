import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CHOOSE_ENVIRONMENT,
  GENERATED_FILES,
  INSPECT,
  NAMES_AT,
  PROJECT_ELEMENTS,
  PROJECT_KINDS,
  PROJECT_TREE_CHANGED,
  STATUS,
  WHY,
  type KindBranch,
  type PlaceInModel,
  type ServerStatus,
  type TreeElement,
  type TreeFile,
  type WhyAnswer,
} from '../../protocol/index.ts';
import { LspClient, placeOf } from './lsp-client.ts';

const DATA = `package shop
/// One row for each swipe.
source swipes {
  event_time: at
  location: "swipes/"
  format: csv
  schema { card_id : string key, amount : float64, at : timestamp }
}
entity card { key: card_id }
features activity of card from swipes { n_7d = count() over 7d, mean_7d = avg(amount) over 7d }
`;
const SERVICE = `package shop
environment dev {}
environment prod { service api { scale { replicas: 3..9 } } }
model net {
  input x : float32[batch, 2] from activity
  output y : float32[batch, 1]
}
service api {
  serves net on triton
  scale { replicas: 1..2 }
}
`;
const TRACE = JSON.stringify({
  version: 1,
  target: 'triton',
  origins: [['service.tenon', 7, 0, 10, 1, 'shop.api', null, 'declaration'], ['service.tenon', 4, 2, 4, 40, 'shop.net.x', null, 'declaration']],
  files: { 'prod/triton/config.pbtxt': { spans: [[3, 4, [1]], [1, 2, [0]]] }, 'prod/triton/README.md': { spans: [[1, 1, [0]]] } },
}); // prettier-ignore

const HISTORY = JSON.stringify({
  subject: 'shop.net',
  result: {
    version: 1,
    measuredAt: '2026-01-01T00:00:00Z',
    machine: { provider: 'cpu' },
    cases: [{ batch: 1, latency: { p50: { value: 0.00012 } }, throughput: { value: 8300 } }],
  },
});

describe('what the views of the editor ask', () => {
  let client: LspClient;
  let project: string;
  beforeAll(async () => {
    client = await LspClient.start({
      'tenon.json': '{ "language": 1, "environment": "dev" }\n',
      'data.tenon': DATA,
      'service.tenon': SERVICE,
      'generated/.tenon/trace/prod/triton.json': TRACE,
    });
    project = pathToFileURL(client.folder).toString();
    await client.open('service.tenon', SERVICE);
    await client.until('service.tenon', () => true);
  });
  afterAll(() => client.stop());

  const elements = (kind: string, inside?: string): Promise<TreeElement[]> =>
    client.request(PROJECT_ELEMENTS.method, {
      uri: project,
      kind,
      ...(inside === undefined ? {} : { inside }),
    });

  it('lists the kinds of a project by area, with how many there are', async () => {
    const kinds = await client.request<KindBranch[]>(PROJECT_KINDS.method, { uri: project });
    expect(kinds.map(({ area, kind, count }) => `${area} ${kind} ${count}`)).toEqual([
      'data source 1',
      'features entity 1',
      'features features 1',
      'models model 1',
      'serving service 1',
      'release environment 2',
    ]);
    expect(await client.request(PROJECT_KINDS.method, { uri: `${project}/nowhere` })).toEqual([]);
  });

  it('lists elements with their place, documentation and parts', async () => {
    const [source] = await elements('source');
    expect(source).toMatchObject({
      name: 'swipes',
      documentation: 'One row for each swipe.',
      uri: client.uri('data.tenon'),
      range: { start: { line: 2, character: 7 } },
      hasChildren: true,
    });
    expect((await elements('source', 'shop.swipes')).map(({ name }) => name)).toEqual([
      'card_id',
      'amount',
      'at',
    ]);
    expect((await elements('model', 'shop.net')).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'input x',
      'output y',
    ]);
    expect(await elements('model', 'shop.nowhere')).toEqual([]);
  });

  it('counts generated files, and opens them at the first line that an element causes', async () => {
    expect((await elements('service'))[0]!.generated).toBe(2);
    expect((await elements('model'))[0]!.generated).toBe(1);
    const files = await client.request<TreeFile[]>(GENERATED_FILES.method, {
      uri: project,
      element: 'shop.net',
    });
    expect(files).toEqual([
      {
        path: 'prod/triton/config.pbtxt',
        target: 'triton',
        line: 2,
        uri: client.uri('generated/prod/triton/config.pbtxt'),
      },
    ]);
    const folder = join(client.folder, 'generated/.tenon/trace/dev');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'triton.json'), TRACE.replaceAll('prod/', 'dev/'));
    expect((await elements('service'))[0]!.generated).toBe(4);
  });

  it('tells everything that is known of an element, in the environment that is shown', async () => {
    const inspect = (name: string, kind?: string): Promise<{ readonly text: string } | null> =>
      client.request(INSPECT.method, { uri: project, name, kind });
    const { text } = (await inspect('shop.api', 'service'))!;
    expect(text).toContain(
      '# service api\n\nshop.api, declared at service.tenon:8:9, shown in environment dev',
    );
    expect(text).toContain('- scale.replicas: 1..2, declaration at service.tenon:10:11');
    expect(text).toContain('## Comes from\n\n- model shop.net, at service.tenon:4:7');
    expect(text).toContain('- at generated/prod/triton/README.md:1:1');
    expect((await inspect('shop.swipes'))!.text).toContain(
      '- format: "csv", declaration at data.tenon:6:3; over "parquet", default of the language',
    );
    expect(await inspect('shop.nothing')).toBeNull();
    expect(await inspect('shop.api', 'model')).toBeNull();
  });

  it('shows the figures of the last measurement', async () => {
    expect((await elements('model'))[0]).not.toHaveProperty('figures');
    await mkdir(join(client.folder, '.tenon/bench'), { recursive: true });
    await writeFile(join(client.folder, '.tenon/bench/history.jsonl'), `${HISTORY}\n`);
    expect((await elements('model'))[0]).toMatchObject({ figures: 'p50 120 µs · 8300/s · CPU' });
    const answer = await client.request<{ text: string }>(INSPECT.method, { uri: project, name: 'shop.net' });
    expect(answer.text).toContain('## Measured\n\np50 120 µs');
  });

  it('counts problems where they are, and tells when they have changed', async () => {
    const changed = new Promise<void>((resolve) => {
      client.connection.onNotification(PROJECT_TREE_CHANGED.method, () => resolve());
    });
    const before = await elements('features');
    expect(before.map(({ errors }) => errors)).toEqual([0]);
    const broken = DATA.replace('amount : float64', 'total : float64');
    await client.open('data.tenon', broken);
    await client.until('data.tenon', (all) => all.some(({ severity }) => severity === 1));
    await changed;
    const kinds = await client.request<KindBranch[]>(PROJECT_KINDS.method, { uri: project });
    expect(kinds.filter(({ errors }) => errors > 0).map(({ kind }) => kind)).toContain('features');
    await client.close('data.tenon');
    await client.until('data.tenon', (all) => all.every(({ severity }) => severity !== 1));
  });

  it('knows the name, the value and the declaration at a place', async () => {
    const at = (piece: string, into: number): Promise<PlaceInModel | null> =>
      client.request(NAMES_AT.method, {
        uri: client.uri('service.tenon'),
        position: placeOf(SERVICE, piece, into),
      });
    expect(await at('serves net', 8)).toMatchObject({
      project,
      environment: 'dev',
      at: { name: 'shop.net', kind: 'model', hasFigures: true },
      around: { name: 'shop.api', kind: 'service', hasFigures: true },
    });
    expect((await at('replicas: 1..2', 1))!.at).toMatchObject({
      name: 'shop.api.scale.replicas',
      kind: 'value',
    });
  });

  it('says why, in the environment that is shown', async () => {
    const why = (name: string, inside?: string): Promise<WhyAnswer | null> =>
      client.request(WHY.method, { uri: project, name, inside });
    expect(await why('net.x')).toMatchObject({
      text: expect.stringContaining('--> service.tenon:5:3') as string,
    });
    expect(await why('nothing_there')).toHaveProperty('problem.message');
    expect(await why('shop.api.scale.replicas', 'shop.api')).toMatchObject({
      text: expect.stringContaining('scale') as string,
    });
    const status = new Promise<ServerStatus>((resolve) => {
      client.connection.onNotification(STATUS.method, resolve);
    });
    const choose = (environment?: string | null): Promise<unknown> =>
      client.request(CHOOSE_ENVIRONMENT.method, { uri: project, environment });
    expect(await why('api.scale')).toMatchObject({ text: expect.stringContaining('max = 2') as string });
    expect(await choose('prod')).toMatchObject({ uri: project, environment: 'prod' });
    expect((await status).shown).toMatchObject([{ uri: project, environment: 'prod' }]);
    expect(await why('api.scale')).toMatchObject({ text: expect.stringContaining('max = 9') as string });
    const inspected = await client.request<{ text: string }>(INSPECT.method, {
      uri: project,
      name: 'shop.api',
    });
    expect(inspected.text).toContain('scale.replicas: 3..9, environment at service.tenon:3:42');
    expect(await choose('nowhere')).toMatchObject({ environment: 'dev' });
    expect(await choose(null)).toMatchObject({ environment: null });
    expect(await choose()).toMatchObject({ environment: 'dev' });
  });
});

it('knows the models of a folder without a project file before one of them is opened', async () => {
  const client = await LspClient.start({ 'models/data.tenon': DATA });
  try {
    await client.until('models/data.tenon', () => true);
    const kinds = await client.request<KindBranch[]>(PROJECT_KINDS.method, {
      uri: pathToFileURL(client.folder).toString(),
    });
    expect(kinds.map(({ kind }) => kind)).toEqual(['source', 'entity', 'features']);
  } finally {
    await client.stop();
  }
});
