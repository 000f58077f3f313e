import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool as terraform } from '../../tools/setup/tools/terraform.ts';
import { folderWith, shopProject, tenon } from './run-tenon.ts';

async function generated(): Promise<string> {
  const folder = shopProject();
  expect((await tenon(['generate'], { cwd: folder })).code).toBe(0);
  return folder;
}

await describeWithTool('tenon verify with Terraform', terraform, () => {
  test('accepts what was generated, and puts a refusal on the model line', async () => {
    const folder = await generated();
    const good = await tenon(['verify'], { cwd: folder });
    expect(good).toMatchObject({ code: 0 });
    expect(good.stderr).toContain('terraform: accepted');

    // The module no longer takes what the generated call gives it.
    const path = join(folder, 'generated/terraform/modules/bucket/variables.tf');
    writeFileSync(path, readFileSync(path, 'utf8').replace('variable "versioning"', 'variable "versions"'));
    const bad = await tenon(['verify', '--format', 'json'], { cwd: folder });
    expect(bad.code).toBe(4);
    const { findings } = JSON.parse(bad.stdout) as { findings: readonly object[] };
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'terraform/validate',
        file: 'shop.tenon',
        start: { line: 24, column: 17 },
        related: expect.arrayContaining([
          expect.objectContaining({ file: 'generated/terraform/buckets.tf' }),
        ]),
      }),
    );
  });
});

await describeWithTool('tenon verify with a Terraform of the user', terraform, ({ cliConfig }) => {
  test('takes providers from the mirror that the environment names, and nothing else from it', async () => {
    const folder = await generated();
    // Without a set-up of Tenon's own there is only what the user has; the registry is out of reach here.
    const env = {
      TENON_TOOLS_CACHE: folderWith({}),
      TF_CLI_CONFIG_FILE: cliConfig,
      TF_PLUGIN_CACHE_DIR: folderWith({}),
      TF_CLI_ARGS_init: '-no-such-argument',
      TF_WORKSPACE: 'nowhere',
      TF_DATA_DIR: folderWith({}),
    };
    const run = await tenon(['verify', '-t', 'terraform'], { cwd: folder, env });
    expect(run.stderr).toContain('terraform: accepted');
    expect(run.code).toBe(0);
  });
});

describe('tenon verify', () => {
  test('a missing tool is named with what is not known without it', async () => {
    const folder = await generated();
    const run = await tenon(['verify'], {
      cwd: folder,
      env: { PATH: '', TENON_TOOLS_CACHE: folderWith({}) },
    });
    expect(run.code).toBe(5);
    expect(run.stderr).toBe(
      'terraform: skipped, because there is no terraform on the PATH; ' +
        'not known without it: whether Terraform and its provider accept the configuration.\n',
    );
  });

  test('nothing was generated yet, or not for this target', async () => {
    expect(await tenon(['verify'], { cwd: shopProject() })).toMatchObject({ code: 3 });
    const folder = await generated();
    expect(await tenon(['verify', '-t', 'terrafrom'], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: 'error: Nothing was generated for a target terrafrom.\n  Did you mean terraform?\n',
    });
  });
});
