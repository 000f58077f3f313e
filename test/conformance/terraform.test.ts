import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify, type Finding } from '../../targets/terraform/acceptance.ts';
import type { RunResult } from '../../tools/setup/kit/run-process.ts';
import { startMoto, type MotoServer } from '../../tools/setup/terraform/moto-server.ts';
import { runTerraform } from '../../tools/setup/terraform/run-terraform.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool as motoTool } from '../../tools/setup/tools/moto.ts';
import { tool } from '../../tools/setup/tools/terraform.ts';
import { acceptanceRecord } from './acceptance-record.ts';
import { writeConfiguration } from './terraform/write-configuration.ts';

const cases = join(import.meta.dirname, '../../targets/terraform/cases');
const SECONDS = 1000;

/** One change to a generated file, and what the real tool must say about it. */
interface Mutant {
  readonly title: string;
  readonly project: 'digits' | 'serving-cluster';
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly by: Finding['by'];
  readonly says: string;
}

const MUTANTS: readonly Mutant[] = [
  {
    title: 'an argument that does not exist',
    project: 'digits',
    file: 'registries.tf',
    from: 'image_tag_mutability',
    to: 'image_tag_mutabilitee',
    by: 'validate',
    says: 'image_tag_mutabilitee',
  },
  {
    title: 'an image type that EKS lacks',
    project: 'serving-cluster',
    file: 'cluster-serving.tf',
    from: 'AL2023_x86_64_NVIDIA',
    to: 'AL2023_x86_64_GPU',
    by: 'validate',
    says: 'AL2023_x86_64_GPU',
  },
  {
    title: 'a resource that is nowhere declared',
    project: 'digits',
    file: 'network-net.tf',
    from: 'aws_nat_gateway.net.id',
    to: 'aws_nat_gateway.gone.id',
    by: 'validate',
    says: 'aws_nat_gateway',
  },
  {
    title: 'a bucket with another name than in the model',
    project: 'digits',
    file: 'buckets.tf',
    from: 'digits-main-dev-data',
    to: 'digits-main-dev-date',
    by: 'test',
    says: "another name than the model's locations",
  },
  {
    title: 'a machine whose metadata is open',
    project: 'digits',
    file: 'machine-trainer_box.tf',
    from: '"required"',
    to: '"optional"',
    by: 'test',
    says: 'without a token',
  },
  {
    title: 'a brace too few',
    project: 'digits',
    file: 'versions.tf',
    from: 'backend "s3" {',
    to: 'backend "s3"',
    by: 'init',
    says: 'Unsupported argument',
  },
  {
    title: 'another layout',
    project: 'digits',
    file: 'outputs.tf',
    from: '  value ',
    to: '  value',
    by: 'fmt',
    says: 'lay this out differently',
  },
];

await describeWithTool('terraform', tool, (installation) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenon-conformance-'));
    for (const name of ['digits', 'serving-cluster', 'spark']) {
      expect(await writeConfiguration(join(cases, name, 'input'), join(folder, name))).toEqual([]);
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['digits', 'serving-cluster', 'spark'])(
    'formats, validates and tests %s without a finding',
    async (name) => {
      expect(await verify(join(folder, name), { installation })).toEqual([]);
    },
    120 * SECONDS,
  );

  describe('refuses', () => {
    const refused = acceptanceRecord(
      'terraform',
      `Terraform ${installation.version}, aws provider 5.100.0`,
      MUTANTS.length,
    );
    it.each(MUTANTS)(
      '$title',
      async ({ title, project, file, from, to, by, says }) => {
        const mutant = await mkdtemp(join(folder, 'mutant-'));
        await cp(join(folder, project), mutant, { recursive: true });
        const text = await readFile(join(mutant, file), 'utf8');
        expect(text).toContain(from);
        await writeFile(join(mutant, file), text.replace(from, to));
        const line = text.slice(0, text.indexOf(from)).split('\n').length;
        const findings = await verify(mutant, { installation });
        const found = findings.find((finding) => finding.by === by && finding.message.includes(says));
        expect(found, JSON.stringify(findings, undefined, 2)).toBeDefined();
        // A failed assertion is reported where the test states it, everything else in the file that is wrong.
        if (by !== 'test') expect(found?.file).toBe(file);
        if (by === 'validate') expect(found?.line).toBe(line);
        refused({ mutant: title, by: `terraform ${by}` });
      },
      120 * SECONDS,
    );
  });

  describe('against moto', async () => {
    await describeWithTool('moto', motoTool, (moto) => {
      let server: MotoServer;
      let cwd: string;
      const terraform = (...args: readonly string[]): Promise<RunResult> =>
        runTerraform(installation, args, {
          cwd,
          env: { ...server.env, AWS_MAX_ATTEMPTS: '2' },
          timeoutMs: 200 * SECONDS,
        });

      beforeAll(async () => {
        cwd = join(folder, 'account');
        expect(await writeConfiguration(join(import.meta.dirname, 'terraform'), cwd)).toEqual([]);
        server = await startMoto(moto);
        await server.createBucket('proof-state');
      }, 90 * SECONDS);
      afterAll(() => server.stop(), 30 * SECONDS);

      it(
        'applies, has nothing left to do, and takes everything away again',
        async () => {
          expect(await terraform('init')).toMatchObject({ code: 0 });
          expect(await terraform('apply', '-auto-approve', '-parallelism=20')).toMatchObject({ code: 0 });
          // Moto tells the zone rebalancing of an ECS service only after it was changed once.
          expect(
            await terraform('apply', '-auto-approve', '-target=aws_ecs_service.digits_api'),
          ).toMatchObject({ code: 0 });
          expect(await terraform('plan', '-detailed-exitcode')).toMatchObject({
            code: 0,
            stdout: expect.stringContaining('No changes') as string,
          });
          expect(await terraform('destroy', '-auto-approve', '-parallelism=20')).toMatchObject({ code: 0 });
        },
        300 * SECONDS,
      );
    });
  });
});
