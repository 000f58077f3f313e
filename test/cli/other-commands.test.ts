import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../cli/commands/index.ts';
import { addFiles, folderWith, repository, SHOP, shopProject, tenon } from './run-tenon.ts';

describe('the command line itself', () => {
  test('version and help', async () => {
    const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await tenon(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await tenon(['--help']);
    expect(help.code).toBe(0);
    for (const { name } of COMMANDS) expect(help.stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(help.stdout).toContain('130  Cancelled');
  });

  test.each(COMMANDS.map(({ name }) => name))('%s has help with examples', async (name) => {
    const run = await tenon([name, '--help']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain(`$ tenon ${name}`);
  });

  test('unknown commands, options and words are a wrong command line, with a suggestion', async () => {
    expect(await tenon(['chek'])).toMatchObject({
      code: 2,
      stderr: "error: unknown command 'chek'\n(Did you mean check?)\n",
    });
    expect(await tenon(['check', '--fromat', 'json'])).toMatchObject({ code: 2 });
    expect(await tenon(['check', '--format', 'xml'])).toMatchObject({ code: 2 });
    expect(await tenon(['check', 'a', 'b'])).toMatchObject({ code: 2 });
    expect(await tenon([])).toMatchObject({ code: 2 });
  });

  test('colours: none in a pipe, some when forced, none when refused', async () => {
    const folder = folderWith({ 'a.tenon': 'packag a\n' });
    const escape = String.fromCharCode(27);
    expect((await tenon(['check'], { cwd: folder })).stdout).not.toContain(escape);
    expect((await tenon(['check'], { cwd: folder, env: { FORCE_COLOR: '1' } })).stdout).toContain(
      `${escape}[31m`,
    );
    expect(
      (await tenon(['check'], { cwd: folder, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout,
    ).not.toContain(escape);
  });
});

describe('tenon format', () => {
  const UGLY = SHOP.replace('entity customer { key: customer_id }', 'entity   customer {key:customer_id}');

  test('--check names the files, and the real thing changes only these', async () => {
    const folder = shopProject();
    addFiles(folder, { 'shop.tenon': UGLY });
    const check = await tenon(['format', '--check'], { cwd: folder });
    expect(check).toMatchObject({
      code: 1,
      stdout: 'not formatted: shop.tenon\n2 files, 1 not formatted.\n',
    });
    expect(readFileSync(join(folder, 'shop.tenon'), 'utf8')).toBe(UGLY);
    expect((await tenon(['format'], { cwd: folder })).stdout).toContain('formatted: shop.tenon\n');
    expect(readFileSync(join(folder, 'shop.tenon'), 'utf8')).toBe(SHOP);
    expect((await tenon(['format', '--check', 'shop.tenon'], { cwd: folder })).code).toBe(0);
  });

  test('--stdin', async () => {
    expect(await tenon(['format', '--stdin'], { input: UGLY })).toEqual({
      code: 0,
      stdout: SHOP,
      stderr: '',
    });
    expect((await tenon(['format', '--stdin'], { input: Uint8Array.from([0xff]) })).code).toBe(3);
  });

  test('files that are none', async () => {
    const folder = folderWith({ 'a.txt': '', 'b.tenon': Uint8Array.from([0xff]) });
    expect((await tenon(['format', 'a.txt'], { cwd: folder })).code).toBe(2);
    expect((await tenon(['format', 'b.tenon'], { cwd: folder })).code).toBe(3);
    expect((await tenon(['format', 'c.tenon'], { cwd: folder })).code).toBe(3);
  });
});

describe('tenon init', () => {
  test('the minimal project checks clean, is formatted and generates', async () => {
    const folder = folderWith({});
    expect((await tenon(['init', 'My Shop-2'], { cwd: folder })).code).toBe(0);
    const project = join(folder, 'My Shop-2');
    expect(existsSync(join(project, 'models/my_shop_2.tenon'))).toBe(true);
    expect(await tenon(['check', '--max-warnings', '0'], { cwd: project })).toMatchObject({
      code: 0,
      stdout: 'No problems in 1 file (dev).\n',
    });
    expect((await tenon(['format', '--check'], { cwd: project })).code).toBe(0);
    expect((await tenon(['generate'], { cwd: project })).code).toBe(0);
  });

  test('nothing is overwritten', async () => {
    const folder = folderWith({ 'tenon.json': 'mine' });
    const run = await tenon(['init'], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('tenon.json would be overwritten');
    expect(readFileSync(join(folder, 'tenon.json'), 'utf8')).toBe('mine');
  });

  test('a file in the place of the folder', async () => {
    const folder = folderWith({ shop: 'mine' });
    for (const place of ['shop', 'shop/models']) {
      const run = await tenon(['init', place], { cwd: folder });
      expect(run).toMatchObject({ code: 3, stdout: '' });
      expect(run.stderr).toMatch(/^error: The project can't be written: /);
    }
    expect(readFileSync(join(folder, 'shop'), 'utf8')).toBe('mine');
  });

  test('the flights example is whole', async () => {
    const folder = folderWith({});
    expect((await tenon(['init', 'flights', '--template', 'flights'], { cwd: folder })).code).toBe(0);
    const original = await tenon(['check', 'examples/flights', '--format', 'json']);
    const copy = await tenon(['check', 'flights', '--format', 'json'], { cwd: folder });
    expect(copy.code).toBe(original.code);
    expect(JSON.parse(copy.stdout)).toMatchObject({
      summary: (JSON.parse(original.stdout) as { summary: object }).summary,
    });
  });
});

describe('tenon inspect', () => {
  test('says what the file says', async () => {
    const run = await tenon(['inspect', 'examples/digits/models/digits.onnx']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('image         : float32[batch, 1, 8, 8]');
    expect(run.stdout).toMatch(/2 {2}Conv\n/);
    const json = await tenon(['inspect', 'examples/digits/models/digits.onnx', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ inputs: [{ name: 'image', dtype: 'float32' }] });
  });

  test('a file that is no model', async () => {
    const run = await tenon(['inspect', 'package.json']);
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain('package.json: This is a JSON file, not an ONNX model.');
  });
});

describe('tenon doctor', () => {
  test('names each tool, and what a missing one disables', async () => {
    const run = await tenon(['doctor', '--format', 'json'], {
      env: { PATH: '', TENON_TOOLS_CACHE: folderWith({}) },
    });
    expect(run.code).toBe(0);
    const tools = JSON.parse(run.stdout) as {
      id: string;
      found: boolean;
      reason?: string;
      disables: string;
    }[];
    expect(tools.find(({ id }) => id === 'node')).toMatchObject({ found: true });
    expect(tools.find(({ id }) => id === 'terraform')).toMatchObject({
      found: false,
      reason: 'there is no terraform on the PATH',
    });
    const human = await tenon(['doctor'], { env: { PATH: '', TENON_TOOLS_CACHE: folderWith({}) } });
    expect(human.stdout).toContain('disabled without it: `tenon verify` of Terraform files');
  });
});

describe('tenon lsp', () => {
  test('answers an editor and ends when it says so', async () => {
    const message = (body: object): string => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...body });
      return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    };
    const run = await tenon(['lsp', '--stdio'], {
      openInput: true,
      input: [
        message({
          id: 1,
          method: 'initialize',
          params: { processId: null, rootUri: null, capabilities: {} },
        }),
        message({ method: 'initialized', params: {} }),
        message({ id: 2, method: 'shutdown' }),
        message({ method: 'exit' }),
      ].join(''),
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('"capabilities":{');
  });
});

describe('tenon completion', () => {
  test('bash completes commands, options and values', async () => {
    const folder = folderWith({ 'tenon.bash': (await tenon(['completion', 'bash'])).stdout });
    const complete = (...words: readonly string[]): readonly string[] => {
      const script = `source ./tenon.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tenon; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-c', script, 'bash', ...words], { cwd: folder, encoding: 'utf8' })
        .trim()
        .split('\n');
    };
    expect(complete('tenon', 'gene')).toEqual(['generate']);
    expect(complete('tenon', 'check', '--max')).toEqual(['--max-warnings']);
    expect(complete('tenon', 'check', '--format', 's')).toEqual(['sarif']);
    expect(complete('tenon', 'completion', 'f')).toEqual(['fish']);
    expect(complete('tenon', 'check', 'tenon.b')).toEqual(['tenon.bash']);
  });

  test.each(['zsh', 'fish'])('%s knows every command', async (shell) => {
    const run = await tenon(['completion', shell]);
    expect(run.code).toBe(0);
    for (const { name } of COMMANDS) expect(run.stdout).toContain(name);
  });

  test('another shell', async () => {
    expect((await tenon(['completion', 'cmd'])).code).toBe(2);
  });
});
