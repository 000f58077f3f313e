import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installDebianPackages } from '../kit/debian-packages.ts';
import { run } from '../kit/run-process.ts';
import {
  ensurePythonEnvironment,
  findPythonEnvironment,
  type PythonEnvironment,
  type PythonEnvironmentSpec,
} from '../python/python-environment.ts';
import { toolEnvironment } from '../python/tool-environment.ts';
import { missing, type EnsureOptions, type Tool, type ToolMissing, type ToolResult } from '../tool.ts';

export interface TritonInstallation {
  readonly server: string;
  readonly backends: string;
  readonly caches: string;
  /** Interpreter with onnx, onnxruntime and tritonclient: for making models and asking the server. */
  readonly python: string;
  /** Goes first on the server's PATH: the Python backend embeds the first interpreter that it finds there. */
  readonly bin: string;
}

const shimFolder = join(import.meta.dirname, '../triton/backend');

export const tool: Tool<TritonInstallation> = {
  id: 'triton',
  title: 'Triton Inference Server 2.51 (release 24.10)',
  enables: 'loading and serving generated model repositories',
  async ensure(options = {}) {
    const spec = await environment();
    return spec === undefined ? notHere() : located(await ensurePythonEnvironment(spec, options));
  },
  async find() {
    const spec = await environment();
    return spec === undefined ? notHere() : located(await findPythonEnvironment(spec));
  },
};

function notHere(): ToolMissing {
  return missing('the server is published as a Linux x86-64 wheel only');
}

async function environment(): Promise<PythonEnvironmentSpec | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  return {
    name: 'triton',
    title: tool.title,
    // numpy 1.26, which the server needs, has wheels for these.
    pythons: ['3.11', '3.12'],
    imports: ['numpy', 'onnx', 'onnxruntime', 'tritonclient.http', 'tritonclient.grpc'],
    asserts: ['nvidia-pytriton', 'numpy', 'tritonclient'],
    keyTexts: [await readFile(join(shimFolder, 'onnxruntime/model.py'), 'utf8')],
    finish: layOut,
  };
}

function located(result: ToolResult<PythonEnvironment>): ToolResult<TritonInstallation> {
  if (!result.ok) return result;
  const { server, backends, caches } = serverFolders(result);
  return { ok: true, server, backends, caches, python: result.python, bin: result.bin };
}

/** The server stays where the wheel puts it, because it finds its libraries by a relative path. */
function serverFolders(
  environment: PythonEnvironment,
): Record<'root' | 'server' | 'backends' | 'caches', string> {
  const root = join(
    environment.folder,
    'lib',
    `python${minor(environment)}`,
    'site-packages/pytriton/tritonserver',
  );
  return {
    root,
    server: join(root, 'bin/tritonserver'),
    backends: join(root, 'backends'),
    caches: join(root, 'caches'),
  };
}

function minor(environment: PythonEnvironment): string {
  return environment.pythonVersion.split('.').slice(0, 2).join('.');
}

async function layOut(
  environment: PythonEnvironment,
  options: EnsureOptions,
): Promise<{ readonly ok: true } | ToolMissing> {
  const { root, server, backends } = serverFolders(environment);
  const stub = join(root, 'python_backend_stubs', minor(environment), 'triton_python_backend_stub');
  if (!existsSync(stub)) return missing(`the wheel has no backend for Python ${minor(environment)}`);
  const installedStub = join(backends, 'python/triton_python_backend_stub');
  await copyFile(stub, installedStub);
  await chmod(installedStub, 0o755);
  await cp(shimFolder, backends, { recursive: true });
  await chmod(server, 0o755);

  const missingLibraries = await unresolvedLibraries(installedStub);
  if (missingLibraries.length === 0) return { ok: true };
  const installed = await installDebianPackages([`libpython${minor(environment)}`], options);
  const still = installed.ok ? await unresolvedLibraries(installedStub) : missingLibraries;
  if (still.length === 0) return { ok: true };
  return missing(
    `shared libraries are missing: ${still.join(', ')}${installed.ok ? '' : `; ${installed.reason}`}`,
  );
}

async function unresolvedLibraries(binary: string): Promise<string[]> {
  const result = await run('ldd', [binary], { env: toolEnvironment(), timeoutMs: 30_000 });
  return result.stdout
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0] ?? line);
}
