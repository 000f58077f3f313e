import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeStep } from '../testing/steps.ts';
import { hashInputs, readVariables } from './input-hash.ts';

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'tenon 部署 '));
  await mkdir(join(project, 'files/.terraform'), { recursive: true });
  await writeFile(join(project, 'files/main.tf'), 'a');
});
afterAll(() => rm(project, { recursive: true, force: true }));

const step = makeStep('plan', 1, {
  inputs: ['files'],
  notInputs: ['.terraform', 'terraform.tfstate*'],
  args: ['plan'],
});
const hash = (environment: NodeJS.ProcessEnv = {}, version = '1', given = step): Promise<string> =>
  hashInputs(given, { project, environment, version });

it('changes with files, command, version and place, and with nothing else', async () => {
  const before = await hash();
  await writeFile(join(project, 'files/.terraform/modules.json'), 'x');
  await writeFile(join(project, 'files/terraform.tfstate.backup'), 'x');
  expect(await hash({ PATH: '/else', AWS_SECRET_ACCESS_KEY: 'a' })).toBe(
    await hash({ AWS_SECRET_ACCESS_KEY: 'b' }),
  );
  expect(await hash()).toBe(before);
  expect(await hash({ AWS_PROFILE: 'other' })).not.toBe(before);
  expect(await hash({}, '2')).not.toBe(before);
  expect(await hash({}, '1', { ...step, command: { ...step.command, args: ['apply'] } })).not.toBe(before);
  await writeFile(join(project, 'files/main.tf'), 'b');
  expect(await hash()).not.toBe(before);
  await rm(join(project, 'files'), { recursive: true });
  expect(await hash()).not.toBe(before);
});

it('reads the variables that are named, and of secrets only that they are there', () => {
  const environment = {
    AWS_REGION: 'eu',
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: 't',
    TF_VAR_db_password: 'p',
    HOME: '/h',
  };
  expect(readVariables(['AWS_*', 'TF_VAR_*'], environment)).toEqual([
    ['AWS_ACCESS_KEY_ID', 'AKIA'],
    ['AWS_REGION', 'eu'],
    ['AWS_SECRET_ACCESS_KEY', ''],
    ['AWS_SESSION_TOKEN', ''],
    ['TF_VAR_db_password', ''],
  ]);
});
