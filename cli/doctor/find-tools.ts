import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findExecutables } from '../../deploy/preflight/find-executable.ts';
import { probe } from '../../deploy/preflight/probe-process.ts';
import type { PythonEnvironment } from '../../tools/setup/python/python-environment.ts';
import type { Tool } from '../../tools/setup/tool.ts';
import type { TerraformInstallation } from '../../tools/setup/tools/terraform.ts';
import type { TritonInstallation } from '../../tools/setup/tools/triton.ts';
import { sourceModule } from '../source-module.ts';

export type Found<T> = ({ readonly found: true; readonly version: string } & T) | NotFound;
interface NotFound {
  readonly found: false;
  readonly reason: string;
}

const missing = (reason: string): NotFound => ({ found: false, reason });

/** The first program of a name on the PATH that tells its version. */
export async function findProgram(
  names: readonly string[],
  args: readonly string[],
  version: RegExp,
  signal: AbortSignal,
): Promise<Found<{ readonly path: string }>> {
  let reason = `there is no ${names[0]!} on the PATH`;
  for (const path of names.flatMap((name) => findExecutables(name, process.env))) {
    const answer = await probe(path, args, { ...process.env, CHECKPOINT_DISABLE: '1' }, signal);
    if ('reason' in answer) reason = `${names[0]!} does not start: ${answer.reason}`;
    else {
      const found = version.exec(answer.stdout)?.[1];
      if (found !== undefined) return { found: true, path, version: found };
      reason = `${names[0]!} does not tell its version`;
    }
  }
  return missing(reason);
}

/** Terraform with the set-up's provider mirror where there is one; else the user's own configuration decides. */
export async function findTerraform(
  signal: AbortSignal,
): Promise<Found<{ readonly installation: TerraformInstallation }>> {
  const ours = await prepared<TerraformInstallation>('terraform');
  if (ours) return { found: true, version: ours.version, installation: ours };
  const own = await findProgram(
    ['terraform'],
    ['version', '-json'],
    /"terraform_version":\s*"([^"]+)"/,
    signal,
  );
  if (!own.found) return own;
  return {
    found: true,
    version: own.version,
    installation: { terraform: own.path, version: own.version, cliConfig: '' },
  };
}

/** An interpreter that has the Kubeflow Pipelines SDK: that of the set-up, else the one on the PATH. */
export async function findKubeflow(signal: AbortSignal): Promise<Found<{ readonly python: string }>> {
  const ours = await prepared<PythonEnvironment>('kubeflow');
  const candidates = [
    ...(ours ? [ours.python] : []),
    ...(process.env['TENON_PYTHON'] === undefined ? [] : [process.env['TENON_PYTHON']]),
    ...['python3', 'python'].flatMap((name) => findExecutables(name, process.env)),
  ];
  for (const python of candidates) {
    const answer = await probe(
      python,
      ['-c', 'import importlib.metadata; print(importlib.metadata.version("kfp"))'],
      process.env,
      signal,
    );
    if ('stdout' in answer && answer.stdout.trim() !== '')
      return { found: true, version: answer.stdout.trim(), python };
  }
  return missing('no Python on the PATH has the package kfp');
}

/** Where NVIDIA's image puts the server. */
const TRITON_HOME = '/opt/tritonserver';

export async function findTriton(
  signal: AbortSignal,
): Promise<Found<{ readonly installation: TritonInstallation }>> {
  const ours = await prepared<TritonInstallation>('triton');
  if (ours) return { found: true, version: '2.51', installation: ours };
  const server = [
    join(TRITON_HOME, 'bin/tritonserver'),
    ...findExecutables('tritonserver', process.env),
  ].find((path) => existsSync(path));
  const python = findExecutables('python3', process.env)[0];
  if (server === undefined || python === undefined) return missing('there is no tritonserver on the PATH');
  const answer = await probe(
    python,
    ['-c', 'import google.protobuf; print(google.protobuf.__version__)'],
    process.env,
    signal,
  );
  if ('reason' in answer) return missing('the Python beside tritonserver has no protobuf package');
  const home = dirname(dirname(server));
  const installation = {
    server,
    backends: join(home, 'backends'),
    caches: join(home, 'caches'),
    python,
    bin: dirname(python),
  };
  return { found: true, version: 'unknown', installation };
}

/** A tool that a clone's set-up has installed; a packed Tenon has no such set-up. */
async function prepared<T extends object>(id: string): Promise<T | undefined> {
  const module = await sourceModule<{ readonly tool: Tool<T> }>(`tools/setup/tools/${id}.ts`);
  const result = await module?.tool.find();
  return result?.ok ? result : undefined;
}

/** The package that runs ONNX models; it is looked up without being loaded. */
export function findOnnxRuntime(): Found<object> {
  try {
    const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as {
      version: string;
    };
    return { found: true, version };
  } catch {
    return missing('the package onnxruntime-node is not installed');
  }
}
