/**
 * Opens the example in VS Code with the extension as it stands: desktop VS Code when `code` is on the
 * PATH, else VS Code in the browser, served on 127.0.0.1 until Ctrl+C.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.ts';
import { packageExtension } from './package.ts';
import { findExecutable } from './setup/kit/find-executable.ts';
import { tool as vscode } from './setup/tools/vscode.ts';
import { startVsCodeServer } from './setup/vscode/vscode-host.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const example = join(root, 'examples', process.argv[2] ?? 'flights');

const code = await findExecutable('code');
if (code) {
  await buildAll();
  const { status } = spawnSync(code, [`--extensionDevelopmentPath=${root}`, example], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else await serve();

async function serve(): Promise<void> {
  const installation = await vscode.ensure({ report: (line) => console.error(line) });
  if (!installation.ok) {
    console.error(`VS Code can't be had here: ${installation.reason}`);
    process.exitCode = 4;
    return;
  }
  // A built VS Code in the browser takes extensions only as packages.
  const server = await startVsCodeServer({ installation, extensions: [await packageExtension()] });
  const url = new URL(server.url);
  url.searchParams.set('folder', example);
  console.log(`VS Code with Tenon: ${url.href}\nEnd it with Ctrl+C.`);
  await once(process, 'SIGINT');
  await server.stop();
}
