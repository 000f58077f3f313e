import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { lockedVersions } from '../../tools/setup/python/python-environment.ts';
import { VERSIONS } from './versions.ts';

describe('versions', () => {
  it('are those of the environment in which generated pipelines are run', async () => {
    const lock = await readFile(new URL('../../tools/setup/python/kubeflow.txt', import.meta.url), 'utf8');
    for (const [name, version] of Object.entries(VERSIONS))
      expect(lockedVersions(lock, name), name).toContain(version);
  });
});
