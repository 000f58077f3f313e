import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addFiles, folderWith, repository, SHOP, shopProject, tenon } from './run-tenon.ts';

const pagesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort();

const textOf = (...path: string[]): string => readFileSync(join(...path), 'utf8');

/** Links of a page that lead nowhere. */
function brokenLinks(folder: string, page: string): readonly string[] {
  const text = textOf(folder, page);
  const links = [...text.matchAll(/\]\((?:<([^>]*)>|([^)]*))\)/gu)].map(
    ([, angled, plain]) => angled ?? plain!,
  );
  return links.filter((link) => {
    const [path = '', anchor = ''] = link.split('#');
    const file = path === '' ? join(folder, page) : resolve(folder, path);
    if (!existsSync(file)) return true;
    if (anchor === '') return false;
    const target = textOf(file);
    const line = /^L(\d+)$/u.exec(anchor)?.[1];
    return line === undefined
      ? !target.includes(`<a id="${anchor}"></a>`)
      : target.split('\n').length < Number(line);
  });
}

describe('tenon docs', () => {
  test('writes a page at a glance and one for each area, and every link leads somewhere', async () => {
    const folder = shopProject();
    const run = await tenon(['docs'], { cwd: folder });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const pages = join(folder, 'docs/model');
    expect(pagesIn(pages)).toEqual(['data.md', 'features.md', 'index.md', 'infrastructure.md', 'release.md']);
    for (const page of pagesIn(pages)) {
      expect(textOf(pages, page)).toContain('](');
      expect(brokenLinks(pages, page)).toEqual([]);
    }
    const index = textOf(pages, 'index.md');
    expect(index).toContain('```mermaid\nflowchart LR\n');
    expect(index).toContain('[customer\\_activity](features.md#features.shop.customer_activity)');
    const data = textOf(pages, 'data.md');
    expect(data).toContain('[shop.tenon:3](<../../shop.tenon#L3>)');
    expect(data).toContain('Goes into [customer\\_activity](features.md#features.shop.customer_activity)');
    expect(data).toMatch(/\| `amount` \| type: `float64`<br>where: `value >= 0` \|/u);
  });

  test('shows values with the environment that gives them, their documentation, and parts in parts', async () => {
    const out = join(folderWith({}), 'pages of 生产');
    const run = await tenon(['docs', join(repository, 'examples/flights'), '-e', 'prod', '--out', out]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(textOf(out, 'index.md')).toContain('The model as it is in environment prod.');
    expect(textOf(out, 'language.md')).toMatch(/\| `3` \| environment, instead of `1` \|/u);
    expect(textOf(out, 'serving.md')).toContain('| objectives | `availability >= 99.95%` | environment |');
    expect(textOf(out, 'data.md')).toContain('One row for each scheduled flight out of New York.');
    expect(textOf(out, 'infrastructure.md')).toMatch(/\| `serving\.gpu` \| .*machine: `g5\.xlarge`/u);
    // What lies elsewhere on the machine is named, not linked.
    expect(textOf(out, 'data.md')).toMatch(/declared at \[?delays\/data\.tenon:/u);
    expect(pagesIn(out).flatMap((page) => brokenLinks(out, page))).toEqual([]);
  });

  test('tells of every kind of element in the gallery, each once, with tables that are whole', async () => {
    const out = join(folderWith({}), 'pages');
    expect((await tenon(['docs', join(repository, 'examples/gallery'), '-o', out])).code).toBe(0);
    for (const page of pagesIn(out)) {
      expect(brokenLinks(out, page)).toEqual([]);
      const text = textOf(out, page);
      const anchors = [...text.matchAll(/^<a id="([^"]*)">/gmu)].map(([, id]) => id!);
      expect(new Set(anchors).size).toBe(anchors.length);
      const tables = [...text.matchAll(/(?:^\|.*\|\n)+/gmu)].map(([table]) => table.trimEnd().split('\n'));
      const columns = (line: string): number => line.replaceAll('\\|', '').split('|').length;
      for (const lines of tables) expect(new Set(lines.map(columns)).size, lines.join('\n')).toBe(1);
      expect(text).not.toMatch(/\[object |undefined|NaN/u);
    }
  });

  test('draws no diagram that Mermaid would refuse', async () => {
    const pairs = Array.from({ length: 260 }, (_, index) =>
      SHOP.slice(SHOP.indexOf('source'), SHOP.indexOf('cloud'))
        .replaceAll('${lake.name}', 'lake')
        .replaceAll(/orders|customer_activity|entity customer|of customer/gu, (name) => `${name}${index}`),
    );
    const folder = folderWith({ 'large.tenon': `package large\n\n${pairs.join('\n')}` });
    expect((await tenon(['docs'], { cwd: folder })).code).toBe(0);
    const index = textOf(folder, 'docs/model/index.md');
    expect(index).not.toContain('```mermaid');
    expect(index).toContain('too large for a diagram');
  });

  test('no page depends on the machine or the time', async () => {
    const example = join(repository, 'examples/flights');
    const [one, other] = [join(folderWith({}), 'a'), join(folderWith({}), 'b')];
    expect((await tenon(['docs', example, '-o', one])).code).toBe(0);
    expect((await tenon(['docs', example, '-o', other])).code).toBe(0);
    for (const page of pagesIn(one)) expect(textOf(one, page)).toBe(textOf(other, page));
  });

  test('writes only what has changed, and --check writes nothing', async () => {
    const folder = shopProject();
    expect((await tenon(['docs', '--check'], { cwd: folder })).code).toBe(1);
    expect(existsSync(join(folder, 'docs'))).toBe(false);
    await tenon(['docs'], { cwd: folder });
    expect(await tenon(['docs'], { cwd: folder })).toMatchObject({
      code: 0,
      stdout: 'Up to date: 5 pages.\n',
    });
    writeFileSync(join(folder, 'shop.tenon'), SHOP.replace('eu-central-1', 'eu-west-1'));
    const check = await tenon(['docs', '--check'], { cwd: folder });
    expect(check).toMatchObject({ code: 1, stdout: 'docs/model/infrastructure.md: not updated yet\n' });
    expect((await tenon(['docs'], { cwd: folder })).stdout).toBe('docs/model/infrastructure.md: updated\n');
    expect((await tenon(['docs', '--check'], { cwd: folder })).code).toBe(0);
  });

  test('removes the page of an area that is gone, and leaves the files of others', async () => {
    const folder = folderWith({ 'shop.tenon': SHOP });
    await tenon(['docs'], { cwd: folder });
    addFiles(folder, { 'docs/model/notes.md': '# Mine\n' });
    writeFileSync(
      join(folder, 'shop.tenon'),
      SHOP.replace(/cloud main on aws \{[^]*?\n\}\n/u, '').replace('${lake.name}', 'lake'),
    );
    const run = await tenon(['docs'], { cwd: folder });
    expect(run.stdout).toContain('docs/model/infrastructure.md: removed\n');
    expect(textOf(folder, 'docs/model/notes.md')).toBe('# Mine\n');
  });

  test('never replaces a page that somebody else has written', async () => {
    const folder = shopProject();
    addFiles(folder, { 'docs/model/index.md': '# Mine\n' });
    const run = await tenon(['docs'], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('docs/model/index.md');
    expect(pagesIn(join(folder, 'docs/model'))).toEqual(['index.md']);
    expect(textOf(folder, 'docs/model/index.md')).toBe('# Mine\n');
  });

  test('line ends of another system are no change', async () => {
    const folder = shopProject();
    await tenon(['docs'], { cwd: folder });
    const page = join(folder, 'docs/model/data.md');
    writeFileSync(page, readFileSync(page, 'utf8').replaceAll('\n', '\r\n'));
    expect((await tenon(['docs', '--check'], { cwd: folder })).code).toBe(0);
  });

  test('writes nothing while the model has errors, or where nothing can be written', async () => {
    const folder = shopProject();
    addFiles(folder, { file: '' });
    expect((await tenon(['docs', '-o', 'file'], { cwd: folder })).code).toBe(3);
    expect((await tenon(['docs', '-e', 'nowhere'], { cwd: folder })).code).toBe(2);
    writeFileSync(join(folder, 'shop.tenon'), SHOP.replace('sum(amount)', 'sum(amuont)'));
    const run = await tenon(['docs'], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('amuont');
    expect(run.stderr).toContain('No pages were written');
    expect(existsSync(join(folder, 'docs'))).toBe(false);
    rmSync(join(folder, 'shop.tenon'));
  });
});
