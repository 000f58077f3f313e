import { installDebianPackages } from '../kit/debian-packages.ts';
import { findExecutables } from '../kit/find-executable.ts';
import { run } from '../kit/run-process.ts';
import { missing, type EnsureOptions, type ToolResult } from '../tool.ts';
import { toolEnvironment } from './tool-environment.ts';

export interface PythonInterpreter {
  readonly path: string;
  /** For example 3.11.2. */
  readonly version: string;
}

/** An interpreter of one of the minor versions (best first) that can make virtual environments. */
export async function findPython(minors: readonly string[]): Promise<ToolResult<PythonInterpreter>> {
  const seen = new Set<string>();
  for (const name of [...minors.map((minor) => `python${minor}`), 'python3', 'python']) {
    for (const path of await findExecutables(name)) {
      if (seen.has(path)) continue;
      seen.add(path);
      const version = await probe(path);
      if (version !== undefined && minors.some((minor) => version.startsWith(`${minor}.`))) {
        return { ok: true, path, version };
      }
    }
  }
  return missing(`no Python ${minors.join(' or ')} with the venv module on the PATH`);
}

/** `findPython`, and where that fails the system's package manager. */
export async function ensurePython(
  minors: readonly string[],
  options: EnsureOptions,
): Promise<ToolResult<PythonInterpreter>> {
  const found = await findPython(minors);
  if (found.ok) return found;
  const installed = await installDebianPackages(['python3', 'python3-venv'], options);
  return installed.ok ? findPython(minors) : missing(`${found.reason}; ${installed.reason}`);
}

async function probe(path: string): Promise<string | undefined> {
  const script = 'import platform, venv, ensurepip; print(platform.python_version())';
  const result = await run(path, ['-c', script], { env: toolEnvironment(), timeoutMs: 30_000 });
  return result.code === 0 ? result.stdout.trim() : undefined;
}
