import { execFileSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareModels } from '../../language/compare/index.ts';
import { projectOf } from '../../language/testing/findings.ts';
import { addFiles, folderWith, repository, SHOP, shopProject, tenon } from './run-tenon.ts';

const flights = join(repository, 'examples/flights');

const ENVIRONMENTS = `package shop

environment prod extends dev {
  cloud main { region: "us-east-1", bucket lake { keep: 90d } }
}

deployment shop_prod {
  environment: prod
  uses [main, customer_activity]
  emit [terraform]
}
`;

const project = (): string => {
  const folder = shopProject();
  addFiles(folder, { '环境/release 生产.tenon': ENVIRONMENTS });
  return folder;
};

interface Compared {
  readonly one: string | null;
  readonly other: string | null;
  readonly same: number;
  readonly elements: readonly {
    readonly area: string;
    readonly kind: string;
    readonly name: string;
    readonly onlyIn?: string;
    readonly properties: readonly {
      readonly property: string;
      readonly one?: object;
      readonly other?: object;
    }[];
    readonly figures: readonly { readonly title: string; readonly one?: string; readonly other?: string }[];
  }[];
}

describe('tenon compare', () => {
  test('says what differs, by area and element, with the line that makes it so', async () => {
    const { code, stdout, stderr } = await tenon(['compare', 'dev', 'prod'], { cwd: project() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`data
  source shop.orders  shop.tenon:3:1
    location
      dev   s3://shop-main-dev-lake/orders/  declaration at shop.tenon:5:3
      prod  s3://shop-main-prod-lake/orders/  declaration at shop.tenon:5:3

infrastructure
  cloud shop.main  shop.tenon:22:1
    region
      dev   eu-central-1  declaration at shop.tenon:23:3, over us-east-1
      prod  us-east-1  environment prod at 环境/release 生产.tenon:4:16, over eu-central-1, over us-east-1
  bucket shop.main.lake  shop.tenon:24:3
    physical_name
      dev   shop-main-dev-lake  declaration at shop.tenon:24:3
      prod  shop-main-prod-lake  declaration at shop.tenon:24:3
    keep
      dev   nothing
      prod  90d  environment prod at 环境/release 生产.tenon:4:51

3 elements differ between dev and prod, 9 are the same.
`);
  });

  test('gives the same as JSON, with places for programs', async () => {
    const run = await tenon(['compare', 'dev', 'prod', '--format', 'json', '-p', flights]);
    const { one, other, elements, same } = JSON.parse(run.stdout) as Compared;
    expect([one, other]).toEqual(['flights.delays.dev', 'flights.delays.prod']);
    expect(same).toBeGreaterThan(50);
    const pool = elements.find(({ kind }) => kind === 'pool')!;
    expect(pool).toMatchObject({ area: 'infrastructure', name: 'flights.platform.main.serving.gpu' });
    expect(pool.properties[0]).toMatchObject({
      property: 'machine',
      one: { value: 'g4dn.xlarge', layer: 'environment', environment: 'dev' },
      other: {
        value: 'g5.xlarge',
        file: 'examples/flights/delays/release.tenon',
        start: { line: 16, column: 45 },
        under: [
          { value: 'g4dn.xlarge', environment: 'dev' },
          { value: 'g5.xlarge', layer: 'declaration', file: 'examples/flights/platform/cloud.tenon' },
        ],
      },
    });
    expect(pool.figures.map(({ title }) => title)).toContain('Cost of gpu in a month, fewest machines');
    const service = elements.find(({ kind }) => kind === 'service')!;
    expect(service.properties.find(({ property }) => property === 'scale.min')).toMatchObject({
      one: { value: '1', parameters: ['flights.delays.replicas'] },
      other: { value: '3' },
    });
  });

  test('with one name compares the declarations as they stand with it', async () => {
    const folder = project();
    const prod = await tenon(['compare', 'prod'], { cwd: folder });
    expect(prod.stdout).toContain('no environment  eu-central-1  declaration at shop.tenon:23:3');
    const dev = await tenon(['compare', 'dev', '--format', 'json'], { cwd: folder });
    expect(JSON.parse(dev.stdout)).toMatchObject({ one: null, other: 'shop.dev' });
  });

  test('fails for differences only when it is asked to', async () => {
    const folder = project();
    const run = (...args: string[]): Promise<{ code: number }> =>
      tenon(['compare', 'dev', ...args], { cwd: folder });
    expect(await run('prod')).toMatchObject({ code: 0 });
    expect(await run('prod', '--check')).toMatchObject({ code: 1 });
    expect(await run('prod', '--outputs', '--check')).toMatchObject({ code: 1 });
    const twins = folderWith({
      'a.tenon': 'package a\nparam n : int = 1\nenvironment dev {}\nenvironment twin extends dev {}\n',
    });
    expect(await tenon(['compare', 'dev', 'twin', '--check'], { cwd: twins })).toEqual({
      code: 0,
      stdout: 'Nothing differs between dev and twin: 1 element compared.\n',
      stderr: '',
    });
  });

  test('--outputs prints a diff that git takes, and writes nothing', async () => {
    const folder = project();
    const before = readdirSync(folder, { recursive: true });
    const run = await tenon(['compare', 'dev', 'prod', '--outputs'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('--- a/terraform/buckets.tf\n+++ b/terraform/buckets.tf\n');
    expect(run.stdout).toMatch(/^-.*shop-main-dev-lake"$/mu);
    expect(run.stdout).toMatch(/^\+.*shop-main-prod-lake"$/mu);
    expect(run.stderr).toMatch(
      /^\d+ files differ between dev and prod, \d+ are the same\. Nothing was written\.\n$/u,
    );
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
    // Generated for dev, the diff makes of it what is generated for prod.
    for (const [environment, out] of [
      ['dev', 'one'],
      ['prod', 'other'],
    ] as const)
      // prettier-ignore
      expect(await tenon(['generate', '-e', environment, '-o', out], { cwd: folder })).toMatchObject({ code: 0 });
    const inside = { cwd: join(folder, 'one/shop_dev'), input: run.stdout };
    execFileSync('git', ['apply', '-'], inside);
    const read = (path: string): string => readFileSync(join(folder, path, 'terraform/buckets.tf'), 'utf8');
    expect(read('one/shop_dev')).toBe(read('other/shop_prod'));
  });

  test('--outputs for programs has the diff of each file', async () => {
    const run = await tenon(['compare', 'dev', 'prod', '-t', 'triton', '--format', 'json', '-p', flights]);
    const { files, same } = JSON.parse(run.stdout) as {
      files: { path: string; target: string; diff: string }[];
      same: number;
    };
    expect(same).toBeGreaterThan(0);
    expect(files.every(({ target, diff }) => target === 'triton' && diff.startsWith('diff --git'))).toBe(
      true,
    );
    const all = await tenon(['compare', 'dev', 'prod', '--outputs', '--check', '-p', flights]);
    expect(all.code).toBe(1);
  });

  test('reads line ends of Windows', async () => {
    const lf = await tenon(['compare', 'dev', 'prod'], { cwd: project() });
    const folder = folderWith({
      'tenon.json': '{ "language": 1 }',
      'shop.tenon': SHOP.replaceAll('\n', '\r\n'),
      '环境/release 生产.tenon': ENVIRONMENTS.replaceAll('\n', '\r\n'),
    });
    addFiles(folder, { 'release.tenon': readFileSync(join(shopProject(), 'release.tenon')) });
    expect((await tenon(['compare', 'dev', 'prod'], { cwd: folder })).stdout).toBe(lf.stdout);
  });

  test('refuses environments that are not there, and says which there are', async () => {
    const folder = project();
    const run = (...args: string[]): Promise<{ code: number; stderr: string }> =>
      tenon(['compare', ...args], { cwd: folder });
    expect(await run('dev', 'prd')).toMatchObject({
      code: 2,
      stderr: 'error: There is no environment prd.\n  Did you mean prod? Environments: dev, prod.\n',
    });
    expect(await run('staging-eu')).toMatchObject({
      code: 2,
      stderr: 'error: There is no environment staging-eu.\n  Environments: dev, prod.\n',
    });
    expect((await run('dev', 'dev')).stderr).toContain('Both are the environment dev');
    expect(await run('dev', 'shop.dev')).toMatchObject({ code: 2 });
    expect(await run()).toMatchObject({ code: 2 });
    expect(await run('dev', 'prod', 'more')).toMatchObject({ code: 2 });
    expect(await run('dev', 'prod', '-t', 'terrafrom')).toMatchObject({ code: 2 });
    const empty = folderWith({ 'a.tenon': 'package a\nparam n : int = 1\n' });
    expect(await tenon(['compare', 'dev'], { cwd: empty })).toMatchObject({
      code: 2,
      stderr: 'error: There is no environment dev.\n  The project declares no environment.\n',
    });
  });

  test('compares a model with errors as far as it goes, and makes no files of it', async () => {
    const folder = project();
    addFiles(folder, {
      'broken.tenon': 'package shop\nfeatures x of nobody from orders { n = count() over 1d }\n',
    });
    const model = await tenon(['compare', 'dev', 'prod'], { cwd: folder });
    expect(model.code).toBe(1);
    expect(model.stdout).toContain('bucket shop.main.lake');
    expect(model.stderr).toMatch(/^The model has \d+ errors?; see `tenon check`\.\n$/u);
    const outputs = await tenon(['compare', 'dev', 'prod', '--outputs'], { cwd: folder });
    expect(outputs.code).toBe(1);
    expect(outputs.stdout).toContain('nobody');
    expect(outputs.stderr).toBe('No files were compared, because the model has errors.\n');
  });

  test('says when nothing is deployed', async () => {
    const folder = folderWith({ 'shop.tenon': SHOP, 'prod.tenon': 'package shop\nenvironment prod {}\n' });
    expect(await tenon(['compare', 'dev', 'prod', '--outputs'], { cwd: folder })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('The project declares no deployment') as string,
    });
  });
});

describe('environments of the gallery', () => {
  test('never differ from themselves, and cut texts are compared as far as they go', async () => {
    const gallery = join(repository, 'examples/gallery');
    let differing = 0;
    for (const path of globSync('*.tenon', { cwd: gallery })) {
      const text = readFileSync(join(gallery, path), 'utf8');
      const project = projectOf(text);
      for (const { qualifiedName: name } of project.environments()) {
        const itself = await compareModels(project, { one: name, other: name });
        expect('elements' in itself && itself.elements).toEqual([]);
        const changed = await compareModels(project, { one: undefined, other: name });
        if ('elements' in changed) differing += changed.elements.length;
        const cut = text.slice(0, text.indexOf('environment') + 40);
        await compareModels(projectOf(cut), { one: undefined, other: name });
      }
    }
    expect(differing).toBeGreaterThan(10);
  });
});
