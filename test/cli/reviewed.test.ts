import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shopProject, tenon } from './run-tenon.ts';

interface Planned {
  readonly path: string;
  readonly change: string;
}

const planOf = async (folder: string): Promise<readonly Planned[]> => {
  const { stdout } = await tenon(['generate', '--dry-run', '--format', 'json'], { cwd: folder });
  return (JSON.parse(stdout) as { files: readonly Planned[] }).files;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const textOf = (folder: string, path: string): string =>
  readFileSync(join(folder, 'generated', path), 'utf8');

async function write(
  folder: string,
  accepted: Readonly<Record<string, { sha256: string | null; merged?: string }>>,
): ReturnType<typeof tenon> {
  writeFileSync(join(folder, 'review.json'), JSON.stringify({ accepted }));
  return tenon(['generate', '--reviewed', 'review.json'], { cwd: folder });
}

/** What generating gives, from a second project that is generated whole. */
async function generatedTexts(change: (model: string) => string): Promise<(path: string) => string> {
  const folder = shopProject();
  edit(folder, change);
  await tenon(['generate'], { cwd: folder });
  return (path) => textOf(folder, path);
}

function edit(folder: string, change: (model: string) => string): void {
  const model = join(folder, 'shop.tenon');
  writeFileSync(model, change(readFileSync(model, 'utf8')));
}

const BUCKETS = 'terraform/buckets.tf';
const unversioned = (model: string): string => model.replace('versioning: on', 'versioning: off');

describe('tenon generate --reviewed', () => {
  test('writes what was accepted and nothing else', async () => {
    const folder = shopProject();
    const text = (await generatedTexts((model) => model))(BUCKETS);
    const run = await write(folder, { [BUCKETS]: { sha256: sha256(text) } });
    expect(run.stderr).toBe('');
    expect(run.code).toBe(0);
    expect(textOf(folder, BUCKETS)).toBe(text);
    expect(existsSync(join(folder, 'generated/terraform/providers.tf'))).toBe(false);
    const rest = (await planOf(folder)).filter(({ change }) => change === 'create');
    expect(rest.length).toBeGreaterThan(0);
    expect(rest.map(({ path }) => path)).not.toContain(BUCKETS);
  });

  test('a file that was not accepted keeps its text and the causes of its lines', async () => {
    const folder = shopProject();
    await tenon(['generate'], { cwd: folder });
    const before = textOf(folder, BUCKETS);
    edit(folder, unversioned);
    expect((await write(folder, {})).code).toBe(0);
    expect(textOf(folder, BUCKETS)).toBe(before);
    const line = before.split('\n').findIndex((each) => each.includes('versioning')) + 1;
    const trace = await tenon(['trace', `generated/${BUCKETS}:${line}`], { cwd: folder });
    expect(trace.stdout).toContain('shop.main.lake');
    expect(trace.stdout).not.toContain('edited');
    expect((await planOf(folder)).find(({ path }) => path === BUCKETS)?.change).toBe('update');
  });

  test('a merged text is taken, and the next time only its own changes count', async () => {
    const folder = shopProject();
    await tenon(['generate'], { cwd: folder });
    const path = join(folder, 'generated', BUCKETS);
    const mine = (text: string): string => `# mine\n${text}`;
    writeFileSync(path, mine(readFileSync(path, 'utf8')));
    edit(folder, unversioned);
    const text = (await generatedTexts(unversioned))(BUCKETS);
    const run = await write(folder, { [BUCKETS]: { sha256: sha256(text), merged: mine(text) } });
    expect(run.stderr).toBe('');
    expect(textOf(folder, BUCKETS)).toBe(mine(text));
    expect((await planOf(folder)).find((each) => each.path === BUCKETS)?.change).toBe('edited');
  });

  test('refuses whole what is not what was seen', async () => {
    const folder = shopProject();
    const text = (await generatedTexts((model) => model))(BUCKETS);
    const accepted = { [BUCKETS]: { sha256: sha256(text) }, 'terraform/gone.tf': { sha256: null } };
    for (const files of [accepted, { [BUCKETS]: { sha256: sha256('else') } }]) {
      const run = await write(folder, files);
      expect(run.code).toBe(1);
      expect(run.stderr).toContain('changed after the review');
      expect(existsSync(join(folder, 'generated'))).toBe(false);
    }
    writeFileSync(join(folder, 'review.json'), '{');
    const broken = await tenon(['generate', '--reviewed', 'review.json'], { cwd: folder });
    expect(broken.code).toBe(3);
  });
});
