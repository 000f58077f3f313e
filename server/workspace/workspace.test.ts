import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { CheckScheduler } from './check-scheduler.ts';
import { Workspace } from './workspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon workspace '));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a project that is asked for while its folder is still being searched is waited for', async () => {
  writeFileSync(join(folder, 'tenon.json'), '{ "language": 1 }\n');
  const checks = new CheckScheduler({
    onFindings: () => undefined,
    onDependents: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  const workspace = new Workspace(checks);
  const uri = pathToFileURL(folder).toString();
  const added = workspace.addFolder(uri);
  expect((await workspace.project(uri))?.root).toBe(folder);
  await added;
  workspace.dispose();
  checks.dispose();
});
