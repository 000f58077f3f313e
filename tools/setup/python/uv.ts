import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot, ensureCacheFolder, findCacheFolder, type CacheFolderSpec } from '../kit/cache-folder.ts';
import { fingerprint } from '../kit/fingerprint.ts';
import { lastLines, run } from '../kit/run-process.ts';
import { missing, type EnsureOptions, type ToolResult } from '../tool.ts';
import { ensurePython } from './python-interpreter.ts';
import { toolEnvironment } from './tool-environment.ts';

const anyPython = ['3.11', '3.12', '3.13', '3.14'];
const lockFile = join(import.meta.dirname, 'uv.txt');

/** The pinned uv, from PyPI by the interpreter's own pip: the one step that can't use uv itself. */
export async function ensureUv(options: EnsureOptions): Promise<ToolResult<{ readonly uv: string }>> {
  const result = await ensureCacheFolder(await uvFolder(), options);
  return result.ok ? { ok: true, uv: uvIn(result.folder) } : result;
}

export async function findUv(): Promise<ToolResult<{ readonly uv: string }>> {
  const folder = findCacheFolder(await uvFolder());
  return folder === undefined ? missing('uv is not set up') : { ok: true, uv: uvIn(folder) };
}

/** uv ignores PIP_*; it is told to trust the system's certificates and to leave interpreters alone. */
export function uvEnvironment(): NodeJS.ProcessEnv {
  return {
    ...toolEnvironment(),
    UV_SYSTEM_CERTS: '1',
    UV_PYTHON_DOWNLOADS: 'never',
    UV_CACHE_DIR: join(cacheRoot(), 'uv-cache'),
    UV_NO_PROGRESS: '1',
  };
}

function uvIn(folder: string): string {
  return join(folder, process.platform === 'win32' ? 'Scripts/uv.exe' : 'bin/uv');
}

async function uvFolder(): Promise<CacheFolderSpec> {
  const lock = await readFile(lockFile, 'utf8');
  return {
    name: 'uv',
    key: fingerprint(lock, process.platform, process.arch),
    title: 'uv',
    build: buildUv,
  };
}

async function buildUv(
  folder: string,
  _finalFolder: string,
  options: EnsureOptions,
): ReturnType<CacheFolderSpec['build']> {
  const python = await ensurePython(anyPython, options);
  if (!python.ok) return python;
  const runOptions = { env: toolEnvironment(), ...(options.signal ? { signal: options.signal } : {}) };
  const venv = await run(python.path, ['-m', 'venv', folder], runOptions);
  if (venv.code !== 0) return missing(`python -m venv failed: ${lastLines(venv)}`);
  const pip = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes'];
  const install = await run(pip, [...args, '-r', lockFile], runOptions);
  return install.code === 0 ? { ok: true } : missing(`pip could not install uv: ${lastLines(install)}`);
}
