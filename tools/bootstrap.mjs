/**
 * Makes a fresh clone ready: installs the locked dependencies when they are missing or out of date, and
 * runs the rest under the pinned Node that they bring. It runs on Node 20 and uses nothing but Node.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules', '.tenon-lock');

/** The Node that `package.json` pins; a script of any age can start it. */
export const pinnedNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

export function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(pinnedNode) && (stampIs(lock) || npmInstalledLater())) {
    writeFileSync(stamp, lock);
    return;
  }
  process.stderr.write('Installing dependencies (once) …\n');
  const npm = process.env['npm_execpath'];
  const [command, args] = npm
    ? [process.execPath, [npm, 'ci']]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci']];
  const result = spawnSync(command, [...args, '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // ONNX Runtime would else download GPU libraries from a host of its own while it installs.
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip', ...process.env },
  });
  if (result.status !== 0) {
    process.stderr.write('npm ci failed; see above.\n');
    process.exit(result.status ?? 1);
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, lock);
}

const stampIs = (lock) => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;

/** npm leaves a lock file of its own behind; one that is newer than ours was made from it. */
function npmInstalledLater() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  return (
    existsSync(installed) && statSync(installed).mtimeMs > statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

/** Runs a script of this project under the pinned Node and ends with its exit code. */
export function runPinned(script, args) {
  const result = spawnSync(pinnedNode, [join(root, script), ...args], {
    stdio: 'inherit',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  if (result.error) throw result.error;
  process.exit(result.status ?? 130);
}
