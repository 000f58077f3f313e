import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll, isStale } from './build.ts';

if (isStale()) await buildAll();
const command = join(fileURLToPath(new URL('..', import.meta.url)), 'out', 'cli.mjs');
const result = spawnSync(process.execPath, [command, ...process.argv.slice(2)], {
  stdio: 'inherit',
  // npm runs scripts in the project's root; paths are meant from where the user stands.
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
});
process.exitCode = result.status ?? 130;
