import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../tools/setup/kit/run-process.ts';
import { pipelineEnvironment } from '../../tools/setup/kubeflow/run-pipeline-python.ts';
import { startMoto, type MotoServer } from '../../tools/setup/terraform/moto-server.ts';
import { runTerraform, terraformEnvironment } from '../../tools/setup/terraform/run-terraform.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool as kubeflowTool } from '../../tools/setup/tools/kubeflow.ts';
import { tool as motoTool } from '../../tools/setup/tools/moto.ts';
import { tool as terraformTool } from '../../tools/setup/tools/terraform.ts';
import { stepsOf, tenon } from './deploy/tenon.ts';

const SHOP = `package shop

cloud main on aws {
  region: "us-west-2"
  tags { project: "shop" }
  state on s3("shop-state")
  bucket lake { versioning: on, encryption: aes256 }
  registry images { scan: on }
}

environment dev {}

deployment all {
  environment: dev
  uses [main]
  emit [terraform]
}
`;
const WORK = '.tenon/deploy/work-shop.all/terraform-main';

/** A copy of the environment in which a program is found first, and nothing of an earlier deployment is left. */
const withProgram = (env: NodeJS.ProcessEnv, program: string): NodeJS.ProcessEnv => ({
  ...env,
  PATH: [dirname(program), env['PATH'] ?? ''].join(delimiter),
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenon 部署 '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

await describeWithTool('terraform', terraformTool, (terraform) => {
  describe('against moto', async () => {
    await describeWithTool('moto', motoTool, (moto) => {
      let server: MotoServer;
      let project: string;
      let env: NodeJS.ProcessEnv;
      const deploy = (...args: string[]): Promise<RunResult> =>
        tenon(['deploy', ...args], { cwd: folder, env });
      const apply = (...args: string[]): Promise<RunResult> =>
        deploy('apply', 'shop 店', '--yes', '--format', 'json', ...args);

      beforeAll(async () => {
        server = await startMoto(moto);
        project = join(folder, 'shop 店');
        env = withProgram(terraformEnvironment(terraform, server.env), terraform.terraform);
        await mkdir(project);
        await writeFile(join(project, 'shop.tenon'), SHOP);
      }, 90_000);
      afterAll(() => server?.stop(), 30_000);

      it('plans before anything is there, and applies nothing that is not generated', async () => {
        const plan = await deploy('plan', 'shop 店', '--format', 'json');
        expect(plan.code).toBe(0);
        expect(JSON.parse(plan.stdout)).toMatchObject({
          ready: false,
          steps: [{ id: 'generate', number: 0 }, { id: 'terraform.main.init' }, {}, {}],
        });
        const refused = await apply();
        expect(refused.code).toBe(1);
        expect(refused.stderr).toContain('Generate first: tenon generate');
        expect(existsSync(join(project, WORK))).toBe(false);

        expect(await tenon(['generate', 'shop 店'], { cwd: folder, env })).toMatchObject({ code: 0 });
        expect(JSON.parse((await deploy('plan', 'shop 店', '--format', 'json')).stdout)).toMatchObject({
          ready: true,
        });
      }, 60_000);

      it('asks somebody, or wants --yes', async () => {
        const refused = await deploy('apply', 'shop 店');
        expect(refused.code).toBe(2);
        expect(refused.stdout).toContain('Apply the saved plan of cloud main');
        expect(refused.stderr).toContain('--yes');
      }, 60_000);

      it('stops at a failing step and says what is missing', async () => {
        // Terraform can't make the bucket of its own state, and nobody has made it yet.
        const failed = await apply();
        expect(failed.code).toBe(4);
        expect(stepsOf(failed)).toEqual([
          '1 terraform.main.init failed',
          '2 terraform.main.plan not run',
          '3 terraform.main.apply not run',
        ]);
        expect(failed.stderr).toContain('shop-state');
      }, 120_000);

      it('stops in the middle of an apply, and goes on with a new plan when the cause is gone', async () => {
        await server.createBucket('shop-state');
        await server.createBucket('shop-main-dev-lake');
        const failed = await apply();
        expect(failed.code).toBe(4);
        expect(stepsOf(failed)).toEqual([
          '1 terraform.main.init done',
          '2 terraform.main.plan done',
          '3 terraform.main.apply failed',
        ]);
        expect(stepsOf(await deploy('status', 'shop 店', '--format', 'json'))).toEqual(stepsOf(failed));

        await fetch(`${server.url}/shop-main-dev-lake`, {
          method: 'DELETE',
          headers: {
            authorization: 'AWS4-HMAC-SHA256 Credential=testing/20260101/us-west-2/s3/aws4_request',
          },
        });
        const mended = await apply();
        expect(mended).toMatchObject({ code: 0 });
        expect(stepsOf(mended)).toEqual([
          '1 terraform.main.init done earlier',
          '2 terraform.main.plan done',
          '3 terraform.main.apply done',
        ]);
      }, 400_000);

      it('leaves nothing to change: the second plan is empty', async () => {
        const plan = await runTerraform(terraform, ['plan', '-detailed-exitcode', '-input=false'], {
          cwd: join(project, 'generated/terraform'),
          env: { ...server.env, TF_DATA_DIR: join(project, WORK, 'data') },
        });
        expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes') as string });
      }, 120_000);

      it('has nothing to do when it is asked again, and runs a single step when told to', async () => {
        const again = await apply();
        expect(again).toMatchObject({ code: 0 });
        expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'done', steps: [] });
        const one = await apply('--step', '2');
        expect(one).toMatchObject({ code: 0 });
        expect(JSON.parse(one.stdout)).toMatchObject({
          steps: [
            { state: 'done earlier' },
            { id: 'terraform.main.plan', exitCode: 0, says: 'nothing to change' },
            {},
          ],
        });
      }, 240_000);

      it('keeps out of the generated files, and secrets out of the journal', async () => {
        expect(await tenon(['generate', 'shop 店', '--check'], { cwd: folder, env })).toMatchObject({
          code: 0,
        });
        expect(
          (await readdir(join(project, 'generated/terraform'))).filter((name) => name.startsWith('.')),
        ).toEqual(['.terraform.lock.hcl']);
        const journal = await readFile(join(project, '.tenon/deploy/journal.jsonl'), 'utf8');
        expect(journal).not.toContain(server.env['AWS_SECRET_ACCESS_KEY']);
        expect(
          journal
            .trim()
            .split('\n')
            .map((line) => (JSON.parse(line) as { record: string }).record),
        ).toContain('step-failed');
      }, 60_000);
    });
  });
});

await describeWithTool('kubeflow on this machine', kubeflowTool, (python) => {
  it('compiles the pipeline of the flights example and runs it to a registered model', async () => {
    const project = join(folder, 'flights 航班');
    await cp(join(import.meta.dirname, '../../examples/flights'), project, {
      recursive: true,
      filter: (path) => !/[/\\](generated|\.tenon)$/.test(path),
    });
    const release = join(project, 'delays/release.tenon');
    await writeFile(release, (await readFile(release, 'utf8')).replaceAll(/emit \[.*\]/g, 'emit [kubeflow]'));
    const env = withProgram(pipelineEnvironment(python), python.python);
    expect(await tenon(['generate', project, '-e', 'dev'], { cwd: folder, env })).toMatchObject({ code: 0 });

    const applied = await tenon(['deploy', 'apply', project, '-e', 'dev', '--yes', '--format', 'json'], {
      cwd: folder,
      env,
    });
    expect(applied, applied.stderr.slice(-3000)).toMatchObject({ code: 0 });
    expect(stepsOf(applied)).toEqual(['1 kubeflow.nightly.compile done', '2 kubeflow.nightly.run done']);
    const work = join(project, '.tenon/deploy/work-flights.delays.flights_dev/kubeflow-nightly');
    expect((await readdir(work)).sort()).toEqual(
      expect.arrayContaining(['mlflow.db', 'outputs', 'pipeline.yaml']),
    );
    expect(await tenon(['generate', project, '-e', 'dev', '--check'], { cwd: folder, env })).toMatchObject({
      code: 0,
    });
  }, 600_000);
});
