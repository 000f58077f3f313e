import { dirname, join } from 'node:path';
import { findExecutables } from '../kit/find-executable.ts';
import { run } from '../kit/run-process.ts';
import {
  ensurePythonEnvironment,
  findPythonEnvironment,
  type PythonEnvironmentSpec,
} from '../python/python-environment.ts';
import { toolEnvironment } from '../python/tool-environment.ts';
import { missing, type Tool, type ToolResult } from '../tool.ts';

export interface MotoInstallation {
  readonly motoServer: string;
}

const version = '5.2';

const spec: PythonEnvironmentSpec = {
  name: 'moto',
  title: `moto ${version}`,
  pythons: ['3.11', '3.12', '3.13'],
  imports: ['moto.server'],
  asserts: ['moto'],
};

export const tool: Tool<MotoInstallation> = {
  id: 'moto',
  title: `moto ${version}, the AWS stand-in on loopback`,
  enables: 'applying generated Terraform files without an AWS account',
  async ensure(options = {}) {
    const onPath = await findOnPath();
    if (onPath.ok) return onPath;
    const environment = await ensurePythonEnvironment(spec, options);
    return environment.ok ? { ok: true, motoServer: join(environment.bin, 'moto_server') } : environment;
  },
  async find() {
    const onPath = await findOnPath();
    if (onPath.ok) return onPath;
    const environment = await findPythonEnvironment(spec);
    return environment.ok ? { ok: true, motoServer: join(environment.bin, 'moto_server') } : environment;
  },
};

/** moto_server doesn't tell its version; the interpreter installed beside it does. */
async function findOnPath(): Promise<ToolResult<MotoInstallation>> {
  for (const motoServer of await findExecutables('moto_server')) {
    const python = join(dirname(motoServer), 'python3');
    const script = 'import moto.server, moto; print(moto.__version__)';
    const result = await run(python, ['-c', script], { env: toolEnvironment(), timeoutMs: 30_000 });
    if (result.code === 0 && result.stdout.startsWith(`${version}.`)) return { ok: true, motoServer };
  }
  return missing(`there is no moto_server ${version} on the PATH`);
}
