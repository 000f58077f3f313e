import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEPLOY_FOLDER } from '../plan/places.ts';

/** Sorts by time, and differs for two runs in the same second. */
export function runId(now: Date): string {
  const time = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(2).toString('hex')}`;
}

export const deployFolder = (project: string): string => join(project, DEPLOY_FOLDER);

/** Saved plans and outputs may contain secrets: they are for their owner only, and for no version control. */
export function makeDeployFolder(project: string): void {
  const folder = deployFolder(project);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, '.gitignore'), '*\n');
}

export const makeRunFolder = (project: string, run: string): void =>
  mkdirSync(join(deployFolder(project), run), { mode: 0o700 });

/** Name of the file with the output of a step, relative to the folder of deployments. */
export const logName = (run: string, number: number, step: string): string =>
  `${run}/${number}-${step.replaceAll(/[^\p{L}\p{N}._-]/gu, '_')}.log`;
