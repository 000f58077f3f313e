import { delimiter } from 'node:path';
import { run, type RunOptions, type RunResult } from '../kit/run-process.ts';
import type { PythonEnvironment } from '../python/python-environment.ts';
import { toolEnvironment } from '../python/tool-environment.ts';

/**
 * Runs Python with the Kubeflow SDK and everything that generated steps import: to compile a pipeline, or to
 * execute it with `local.SubprocessRunner(use_venv=False)`. A step that asks pip for a package or version
 * that the environment lacks fails: nothing is ever added to it.
 */
export function runPipelinePython(
  environment: PythonEnvironment,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return run(environment.python, args, { ...options, env: pipelineEnvironment(environment, options.env) });
}

/** The environment of such a process, for callers that start it through another program. */
export function pipelineEnvironment(
  environment: PythonEnvironment,
  added: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  const base = toolEnvironment();
  return {
    ...base,
    PATH: `${environment.bin}${delimiter}${base['PATH'] ?? ''}`,
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: '',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    ...added,
  };
}
