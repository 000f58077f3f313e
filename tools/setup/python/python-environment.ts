import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureCacheFolder, findCacheFolder, type CacheFolderSpec } from '../kit/cache-folder.ts';
import { fingerprint } from '../kit/fingerprint.ts';
import { lastLines, run } from '../kit/run-process.ts';
import { missing, reportTo, type EnsureOptions, type ToolMissing, type ToolResult } from '../tool.ts';
import { ensurePython, findPython, type PythonInterpreter } from './python-interpreter.ts';
import { ensureUv, uvEnvironment } from './uv.ts';
import { toolEnvironment } from './tool-environment.ts';

export interface PythonEnvironmentSpec {
  /** Names the lock file `<name>.txt` in this folder, made from `<name>.in` by `cli.ts lock`. */
  readonly name: string;
  readonly title: string;
  /** Minor versions of Python that the locked wheels exist for, best first. */
  readonly pythons: readonly string[];
  /** Modules that must import before the environment counts as complete. */
  readonly imports: readonly string[];
  /** Distributions whose installed version is compared with the lock. */
  readonly asserts: readonly string[];
  /** More that the finished environment depends on; changes its key. */
  readonly keyTexts?: readonly string[];
  /** Adds to the environment before it is complete. */
  finish?(
    environment: PythonEnvironment,
    options: EnsureOptions,
  ): Promise<{ readonly ok: true } | ToolMissing>;
}

export interface PythonEnvironment {
  readonly folder: string;
  /** The environment's interpreter; console scripts are in `bin`. */
  readonly python: string;
  readonly bin: string;
  /** Version of the interpreter, for example 3.11.2. */
  readonly pythonVersion: string;
}

/** The environment with exactly the packages of its lock file, each checked against its hash. */
export async function ensurePythonEnvironment(
  spec: PythonEnvironmentSpec,
  options: EnsureOptions = {},
): Promise<ToolResult<PythonEnvironment>> {
  const python = await ensurePython(spec.pythons, options);
  if (!python.ok) return python;
  const result = await ensureCacheFolder(await environmentFolder(spec, python), options);
  return result.ok ? { ok: true, ...environmentAt(result.folder, python) } : result;
}

export async function findPythonEnvironment(
  spec: PythonEnvironmentSpec,
): Promise<ToolResult<PythonEnvironment>> {
  const python = await findPython(spec.pythons);
  if (!python.ok) return python;
  const folder = findCacheFolder(await environmentFolder(spec, python));
  return folder === undefined
    ? missing(`the Python environment "${spec.name}" is not set up`)
    : { ok: true, ...environmentAt(folder, python) };
}

function lockFileOf(name: string): string {
  return join(import.meta.dirname, `${name}.txt`);
}

function environmentAt(folder: string, python: PythonInterpreter): PythonEnvironment {
  const windows = process.platform === 'win32';
  const bin = join(folder, windows ? 'Scripts' : 'bin');
  return { folder, bin, python: join(bin, windows ? 'python.exe' : 'python'), pythonVersion: python.version };
}

async function environmentFolder(
  spec: PythonEnvironmentSpec,
  python: PythonInterpreter,
): Promise<CacheFolderSpec> {
  const lock = await readFile(lockFileOf(spec.name), 'utf8');
  return {
    name: `python-${spec.name}`,
    key: fingerprint(
      lock,
      python.path,
      python.version,
      process.platform,
      process.arch,
      ...(spec.keyTexts ?? []),
    ),
    title: spec.title,
    build: (folder, _finalFolder, options) => build(spec, python, lock, folder, options),
  };
}

async function build(
  spec: PythonEnvironmentSpec,
  python: PythonInterpreter,
  lock: string,
  folder: string,
  options: EnsureOptions,
): Promise<{ readonly ok: true } | ToolMissing> {
  const tool = await ensureUv(options);
  if (!tool.ok) return tool;
  const runOptions = { env: uvEnvironment(), ...(options.signal ? { signal: options.signal } : {}) };
  const environment = environmentAt(folder, python);
  // A relocatable environment survives the rename at the end; the folder exists already and is empty.
  const venvArgs = ['venv', '--quiet', '--allow-existing', '--relocatable', '--python', python.path, folder];
  const venv = await run(tool.uv, venvArgs, runOptions);
  if (venv.code !== 0) return missing(`uv venv failed: ${lastLines(venv)}`);

  const sync = ['pip', 'sync', '--quiet', '--require-hashes', '--python', environment.python];
  // A few distributions (kfp among them) are published as source only; what builds them is pinned as well.
  sync.push('--build-constraints', join(import.meta.dirname, 'build-constraints.txt'), lockFileOf(spec.name));
  // What the cache has is installed without asking the registry, so that a second set-up works offline.
  const offline = await run(tool.uv, [...sync, '--offline'], runOptions);
  if (offline.code !== 0) {
    reportTo(options)(`${spec.title}: downloading packages`);
    const online = await run(tool.uv, sync, runOptions);
    if (online.code !== 0) return missing(`uv could not install ${spec.name}.txt: ${lastLines(online)}`);
  }
  const finished = await spec.finish?.(environment, options);
  if (finished && !finished.ok) return finished;
  reportTo(options)(`${spec.title}: compiling and checking`);
  // Exit code 1 means that some file of some package is not for this Python, which is usual. The packages' own
  // tests, half of the time, are never imported.
  const packageTests = '[\\\\/]tests?[\\\\/]';
  await run(environment.python, ['-m', 'compileall', '-q', '-q', '-j', '2', '-x', packageTests, folder], {
    ...runOptions,
    env: toolEnvironment(),
  });
  return check(spec, environment, lock, options);
}

async function check(
  spec: PythonEnvironmentSpec,
  environment: PythonEnvironment,
  lock: string,
  options: EnsureOptions,
): Promise<{ readonly ok: true } | ToolMissing> {
  const script =
    'import importlib, importlib.metadata, json, sys\n' +
    'request = json.load(sys.stdin)\n' +
    'for name in request["imports"]: importlib.import_module(name)\n' +
    'print(json.dumps({name: importlib.metadata.version(name) for name in request["asserts"]}))';
  const result = await run(environment.python, ['-c', script], {
    env: toolEnvironment(),
    input: JSON.stringify({ imports: spec.imports, asserts: spec.asserts }),
    timeoutMs: 180_000,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (result.code !== 0) return missing(`the new environment does not import: ${lastLines(result)}`);
  const installed = JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, string>;
  for (const name of spec.asserts) {
    const locked = lockedVersions(lock, name);
    if (!locked.includes(installed[name] ?? '')) {
      return missing(`${name} is ${installed[name]}, but the lock says ${locked.join(' or ')}`);
    }
  }
  return { ok: true };
}

/** A universal lock may pin one version for each range of Python versions. */
export function lockedVersions(lock: string, distribution: string): string[] {
  return lock
    .split('\n')
    .map((line) => /^([A-Za-z0-9._-]+)==([^\s;\\]+)/.exec(line))
    .filter((match) => match?.[1] === distribution)
    .map((match) => match?.[2] ?? '');
}
