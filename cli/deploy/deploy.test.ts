import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The command as a process, with a small program in Terraform's place: for what signals and pipes do to it. */
const command = join(import.meta.dirname, '../main.ts');

const TERRAFORM = `#!/usr/bin/env node
const { appendFileSync, existsSync } = require('node:fs');
const [action] = process.argv.slice(2);
const { CALLS, WAIT_IN } = process.env;
if (action === 'version') console.log(JSON.stringify({ terraform_version: '1.12.0' }));
else {
  appendFileSync(CALLS, action + '\\n');
  if (WAIT_IN === action) {
    process.on('SIGTERM', () => { appendFileSync(CALLS, action + ' tidied up\\n'); process.exit(1); });
    const timer = setInterval(() => { if (existsSync(CALLS + '.go')) { appendFileSync(CALLS, action + ' went on\\n'); clearInterval(timer); } }, 20);
  }
  console.log('doing ' + action);
}
`;
const MODEL = `package shop

cloud main on aws {
  region: "us-west-2"
  state on s3("shop-state")
  bucket lake { versioning: on, encryption: aes256 }
}

environment dev {}
environment prod {}
deployment all { environment: dev, uses [main], emit [terraform] }
deployment live { environment: prod, uses [main], emit [terraform] }
`.replace(/deployment (\w+) \{ (.*), (uses \[.*?\]), (emit .*) \}/g, 'deployment $1 {\n  $2\n  $3\n  $4\n}');

let folder: string;
let project: string;
let calls: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenon 部署 '));
  project = join(folder, '商店 shop');
  calls = join(folder, 'calls');
  await mkdir(join(folder, 'bin'));
  await mkdir(project);
  await writeFile(join(folder, 'bin/terraform'), TERRAFORM);
  await chmod(join(folder, 'bin/terraform'), 0o755);
  await writeFile(join(project, 'shop.tenon'), MODEL);
  expect((await tenon('generate', project)).code).toBe(0);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<Ended>; said: (text: string) => Promise<void> } {
  const path = [join(folder, 'bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    env: { ...process.env, PATH: path, CALLS: calls, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>(
    (resolve) => void child.once('close', (code) => resolve({ code, stdout, stderr })),
  );
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => void ((stdout + stderr).includes(text) && resolve());
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.once('close', () => reject(new Error(`It ended without saying "${text}": ${stdout}${stderr}`)));
    });
  return { child, ended, said };
}
const tenon = (...args: string[]): Promise<Ended> => start(args).ended;
const deploy = (...args: string[]): Promise<Ended> => tenon('deploy', ...args);
const called = async (): Promise<string> =>
  existsSync(calls) ? (await readFile(calls, 'utf8')).trim().split('\n').join(', ') : '';

describe.skipIf(process.platform === 'win32')('deploy', () => {
  it('shows, runs, and knows what it did', async () => {
    expect((await deploy('status', project)).stdout).toBe('Nothing was launched yet.\n');
    const plan = await deploy('plan', project, '-e', 'dev');
    expect(plan).toMatchObject({ code: 0, stderr: '' });
    expect(plan.stdout).toContain('$ terraform plan -input=false');
    expect(plan.stdout).toContain('1.12.0 is there');
    const applied = await deploy('apply', project, '-e', 'dev', '--yes');
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.stdout).toContain('doing apply');
    expect(await called()).toBe('init, plan, apply');
    const status = await deploy('status', project, '-d', 'all');
    expect(status.stdout).toMatch(/shop\.all in environment shop\.dev: done[^]*3 {2}done/);
    expect((await deploy('apply', project, '-e', 'dev', '--yes')).stdout).toContain('Nothing to do');
    expect((await deploy('apply', project, '-e', 'dev', '--yes', '--restart')).code).toBe(0);
    expect(await called()).toBe('init, plan, apply, init, plan, apply');
  });

  it('tells the last run of each deployment, the newest first', async () => {
    expect((await deploy('status', project, '--all')).stdout).toBe('Nothing was launched yet.\n');
    expect((await deploy('apply', project, '-d', 'live', '--step', '1', '--yes')).code).toBe(0);
    expect((await deploy('apply', project, '-e', 'dev', '--yes')).code).toBe(0);
    const human = await deploy('status', project, '--all');
    expect(human.stdout).toMatch(/shop\.all in environment shop\.dev: done[^]*\n\nshop\.live in environment/);
    const { runs } = JSON.parse((await deploy('status', project, '--all', '--format', 'json')).stdout) as {
      runs: { deployment: string; outcome: string; steps: { state: string }[] }[];
    };
    expect(runs.map(({ deployment, outcome }) => [deployment, outcome])).toEqual([
      ['shop.all', 'done'],
      ['shop.live', 'done'],
    ]);
    expect(runs[1]!.steps.map(({ state }) => state)).toEqual(['done', 'not run', 'not run']);
    expect((await deploy('status', project, '--all', '-e', 'dev')).code).toBe(2);
  });

  it('runs one step at a time, in their order', async () => {
    const early = await deploy('apply', project, '-e', 'dev', '--step', '2', '--yes');
    expect(early).toMatchObject({ code: 2 });
    expect(early.stderr).toContain('Run --step 1 first');
    for (const step of ['1', '2', '3'])
      expect((await deploy('apply', project, '-e', 'dev', '--step', step, '--yes')).code).toBe(0);
    expect(await called()).toBe('init, plan, apply');
    expect((await deploy('apply', project, '-e', 'dev', '--step', '9', '--yes')).code).toBe(2);
  });

  it('wants to know which deployment is meant', async () => {
    const several = await deploy('plan', project);
    expect(several).toMatchObject({ code: 2 });
    expect(several.stderr).toContain('Name one with --deployment: shop.all, shop.live.');
    expect((await deploy('plan', project, '-d', 'live')).stdout).toContain(
      'Deployment live in environment prod',
    );
    expect(await deploy('plan', project, '-d', 'live', '-e', 'dev')).toMatchObject({ code: 2 });
    expect(await deploy('plan', project, '-d', 'gone')).toMatchObject({ code: 2 });
    expect(await deploy('plan', project, '-e', 'gone')).toMatchObject({ code: 2 });
    expect(await deploy('plan', join(folder, 'gone'))).toMatchObject({ code: 3 });
  });

  it('refuses what is not generated, wrong, or not to be recorded, and runs nothing', async () => {
    await writeFile(join(project, '.tenon'), 'in the way');
    const unrecorded = await deploy('apply', project, '-e', 'dev', '--yes');
    expect(unrecorded).toMatchObject({ code: 3 });
    expect(unrecorded.stderr).toContain('.tenon/deploy');
    await rm(join(project, '.tenon'));
    await writeFile(join(project, 'shop.tenon'), MODEL.replace('us-west-2', 'eu-west-1'));
    const stale = await deploy('apply', project, '-e', 'dev', '--yes');
    expect(stale).toMatchObject({ code: 1 });
    expect(stale.stderr).toContain('Generate first: tenon generate');
    await writeFile(join(project, 'shop.tenon'), MODEL.replace('bucket lake', 'bukcet lake'));
    expect(await deploy('apply', project, '-e', 'dev', '--yes')).toMatchObject({ code: 1 });
    expect(await called()).toBe('');
  });

  it('deploys hand edits as they are', async () => {
    const file = join(project, 'generated/all/terraform/outputs.tf');
    await writeFile(file, `${existsSync(file) ? await readFile(file, 'utf8') : ''}\n# mine\n`);
    expect(await deploy('apply', project, '-e', 'dev', '--yes')).toMatchObject({ code: 0 });
  });

  it('says which program is missing and what to do', async () => {
    await rm(join(folder, 'bin/terraform'));
    const { ended } = start(['deploy', 'apply', project, '-e', 'dev', '--yes'], {
      PATH: dirname(process.execPath),
    });
    const missing = await ended;
    expect(missing).toMatchObject({ code: 4 });
    expect(missing.stderr).toContain('Install Terraform');
  });

  it('hands Ctrl+C on to the step, waits for it, and goes on with a new plan', async () => {
    const { child, ended, said } = start(['deploy', 'apply', project, '-e', 'dev', '--yes'], {
      WAIT_IN: 'apply',
    });
    await said('doing apply');
    const second = await deploy('apply', project, '-e', 'dev', '--yes');
    expect(second).toMatchObject({ code: 4 });
    expect(second.stderr).toContain(`process ${child.pid}`);
    expect((await deploy('status', project)).stdout).toContain('running');
    child.kill('SIGINT');
    const cancelled = await ended;
    expect(cancelled.code).toBe(130);
    expect(cancelled.stdout).toContain('Cancelled at step 3');
    expect(await called()).toBe('init, plan, apply, apply tidied up');
    expect((await deploy('apply', project, '-e', 'dev', '--yes')).code).toBe(0);
    expect(await called()).toBe('init, plan, apply, apply tidied up, plan, apply');
  });

  it('ends in order when its terminal is closed', async () => {
    const { child, ended, said } = start(['deploy', 'apply', project, '-e', 'dev', '--yes'], {
      WAIT_IN: 'plan',
    });
    await said('doing plan');
    child.kill('SIGHUP');
    expect((await ended).code).toBe(130);
    expect(await called()).toBe('init, plan, plan tidied up');
  });

  it('goes on when nobody reads its output any more', async () => {
    const { child, ended, said } = start(['deploy', 'apply', project, '-e', 'dev', '--yes'], {
      WAIT_IN: 'plan',
    });
    await said('doing plan');
    child.stdout!.destroy();
    await writeFile(`${calls}.go`, '');
    expect((await ended).code).toBe(0);
    expect(await called()).toBe('init, plan, plan went on, apply');
  });

  it('takes over after a launch that was killed', async () => {
    const { child, ended, said } = start(['deploy', 'apply', project, '-e', 'dev', '--yes'], {
      WAIT_IN: 'plan',
    });
    await said('doing plan');
    child.kill('SIGKILL');
    await ended;
    expect((await deploy('status', project)).stdout).toContain('2  ');
    // The step outlived its launcher, and as long as it runs nothing else does.
    const held = await deploy('apply', project, '-e', 'dev', '--yes');
    expect(held).toMatchObject({ code: 4 });
    const step = /step runs as process (\d+)/.exec(held.stderr)?.[1];
    process.kill(Number(step), 'SIGKILL');
    await expect
      .poll(async () => (await deploy('apply', project, '-e', 'dev', '--yes')).code, { timeout: 60_000 })
      .toBe(0);
    expect(await called()).toBe('init, plan, plan, apply');
  });
});
