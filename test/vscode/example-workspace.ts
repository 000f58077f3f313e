import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const example = join(import.meta.dirname, '../../examples/flights');

/** What an earlier run has left beside the example. */
const MADE: ReadonlySet<string> = new Set(['generated', '.tenon', '__pycache__']);

export interface ExampleWorkspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A copy of the example to work on, in a folder with a space in its name. */
export async function copyExample(): Promise<ExampleWorkspace> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'tenon vscode ')));
  const folder = join(parent, 'flights');
  await cp(example, folder, { recursive: true, filter: (path) => !MADE.has(basename(path)) });
  // The state stays on this machine: the first step of a deployment shall work without an account.
  const cloud = join(folder, 'platform/cloud.tenon');
  const text = await readFile(cloud, 'utf8');
  await writeFile(cloud, text.replace(/^ *state on .*\n/mu, ''));
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}
