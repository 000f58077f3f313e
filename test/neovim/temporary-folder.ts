import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder for all tests of a suite, whose name has a blank. */
export function temporaryFolder(): () => string {
  let folder: string;
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tenon nvim-')));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}
