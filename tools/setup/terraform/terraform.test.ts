import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../kit/run-process.ts';
import { describeWithTool } from '../testing/describe-with-tool.ts';
import { tool as motoTool } from '../tools/moto.ts';
import { tool as terraformTool } from '../tools/terraform.ts';
import { startMoto, type MotoServer } from './moto-server.ts';
import { runTerraform } from './run-terraform.ts';

const configuration = `terraform {
  backend "s3" {
    bucket       = "tenon-probe-state"
    key          = "probe.tfstate"
    region       = "us-west-2"
    use_lockfile = true
  }
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "us-west-2"
}

resource "aws_s3_bucket" "lake" {
  bucket = "tenon-probe-lake"
}
`;

await describeWithTool('terraform', terraformTool, (installation) => {
  let cwd: string;
  const terraform = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<RunResult> =>
    runTerraform(installation, args, { cwd, env });

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'tenon-terraform-'));
    await writeFile(join(cwd, 'main.tf'), configuration);
    expect(await terraform(['init', '-backend=false'])).toMatchObject({ code: 0 });
  }, 120_000);

  afterAll(() => rm(cwd, { recursive: true, force: true }));

  it('validates with the real provider, offline', async () => {
    expect(await terraform(['validate'])).toMatchObject({ code: 0, stderr: '' });
  }, 60_000);

  it('refuses what the provider does not know', async () => {
    const wrong = join(cwd, 'wrong.tf');
    await writeFile(wrong, 'resource "aws_s3_bucket" "wrong" {\n  bukcet = "x"\n}\n');
    const result = await terraform(['validate']);
    await rm(wrong);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('bukcet');
  }, 60_000);

  describe('against moto', async () => {
    await describeWithTool('moto', motoTool, (moto) => {
      let server: MotoServer | undefined;

      beforeAll(async () => {
        server = await startMoto(moto);
      }, 90_000);

      afterAll(() => server?.stop(), 30_000);

      it('keeps state in a bucket, applies, and then has nothing left to do', async () => {
        await server?.createBucket('tenon-probe-state');
        expect(await terraform(['init'], server?.env)).toMatchObject({ code: 0 });
        expect(await terraform(['apply', '-auto-approve'], server?.env)).toMatchObject({ code: 0 });
        const plan = await terraform(['plan', '-detailed-exitcode'], server?.env);
        expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes') as string });
        expect(await terraform(['destroy', '-auto-approve'], server?.env)).toMatchObject({ code: 0 });
      }, 180_000);
    });
  });
});
