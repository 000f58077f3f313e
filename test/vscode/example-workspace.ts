import { cp, glob, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
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

/** A folder without models; the explorer shows its one text. */
export async function emptyFolder(): Promise<ExampleWorkspace> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'tenon vscode ')));
  const folder = join(parent, 'nothing yet');
  await mkdir(folder);
  await writeFile(join(folder, 'README.txt'), 'Nothing yet.\n');
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}

/** The example's files as base64, by path from the folder `flights` on: for a file system in memory. */
export async function exampleFiles(): Promise<Record<string, string>> {
  const example = await copyExample();
  try {
    const files: Record<string, string> = {};
    for await (const entry of glob('**/*', { cwd: example.folder, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files[path.slice(example.folder.length - 'flights'.length)] = await readFile(path, 'base64');
    }
    return files;
  } finally {
    await example.remove();
  }
}
