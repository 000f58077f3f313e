import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { lastLines, run, type RunResult } from '../../tools/setup/kit/run-process.ts';
import { toolEnvironment } from '../../tools/setup/python/tool-environment.ts';
import { CHECK_FILES } from './acceptance-script.ts';
import { checkIr, type CompiledPipeline } from './ir-checks.ts';

/** What a real tool, or Tenon where the tool is too kind, says about a generated file. */
export interface Finding {
  /** Relative to the verified folder, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** `tenon` is our own check of the compiled pipeline; the others are the tools themselves. */
  readonly by: 'python' | 'kfp' | 'duckdb' | 'kfp_server_api' | 'yaml' | 'tenon';
}

export interface AcceptanceEnvironment {
  /** Interpreter of an environment with the packages of requirements.txt. */
  readonly python: string;
  readonly signal?: AbortSignal;
}

/**
 * Holds a generated folder against the real tools: Python and DuckDB parse its files, the SDK compiles every
 * pipeline, and the result is checked for what the SDK lets pass. The folder itself is only read.
 */
export async function verify(
  folder: string,
  environment: AcceptanceEnvironment,
): Promise<readonly Finding[]> {
  const files = await python(environment, ['-c', CHECK_FILES, folder]);
  if (files.code !== 0) {
    return [
      {
        file: 'requirements.txt',
        line: 1,
        message: `this Python can't check the files: ${lastLines(files, 1)}`,
        severity: 'error',
        by: 'python',
      },
    ];
  }
  const findings = JSON.parse(files.stdout) as Finding[];
  for (const project of await projectsOf(folder)) {
    // What does not parse can't be compiled either, and would only be reported twice.
    if (findings.some((finding) => finding.file === `${project}/pipeline.py`)) continue;
    const compiled = await compile(folder, project, environment);
    if ('finding' in compiled) findings.push(compiled.finding);
    else findings.push(...(await checkCompiled(folder, project, compiled.ir)));
  }
  return findings;
}

export type Compiled = { readonly ir: string } | { readonly finding: Finding };

/** Compiles `<project>/pipeline.py` with the SDK; a traceback becomes a finding at its innermost generated line. */
export async function compile(
  folder: string,
  project: string,
  environment: AcceptanceEnvironment,
): Promise<Compiled> {
  const scratch = await mkdtemp(join(tmpdir(), 'tenon-kubeflow-'));
  try {
    const target = join(scratch, 'pipeline.yaml');
    const result = await python(environment, [join(folder, project, 'pipeline.py'), target]);
    if (result.code === 0) return { ir: await readFile(target, 'utf8') };
    const frames = [...result.stderr.matchAll(/^\s*File "(.+)", line ([0-9]+)/gm)].filter(
      (frame) => !relative(folder, frame[1]!).startsWith('..'),
    );
    const last = frames.at(-1);
    const file = last ? relative(folder, last[1]!).split(sep).join('/') : `${project}/pipeline.py`;
    return {
      finding: {
        file,
        line: Number(last?.[2] ?? 1),
        message: lastLines(result, 1),
        severity: 'error',
        by: 'kfp',
      },
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Checks a compiled pipeline; a problem with a task is reported where pipeline.py makes that task. */
export async function checkCompiled(
  folder: string,
  project: string,
  ir: string,
): Promise<readonly Finding[]> {
  const [document] = parseAllDocuments(ir);
  const pipeline = (document && 'toJS' in document ? document.toJS() : {}) as CompiledPipeline;
  const lines = (await readFile(join(folder, project, 'pipeline.py'), 'utf8').catch(() => '')).split('\n');
  return checkIr(pipeline).map(({ message, task }) => {
    const call = new RegExp(`= ${(task ?? '').replaceAll('-', '_')}\\(`);
    const line =
      task === undefined
        ? lines.findIndex((text) => text.includes('@dsl.pipeline'))
        : lines.findIndex((text) => call.test(text));
    return {
      file: `${project}/pipeline.py`,
      line: Math.max(line, 0) + 1,
      message,
      severity: 'error',
      by: 'tenon',
    };
  });
}

async function projectsOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((path) => path.endsWith(`${sep}pipeline.py`))
    .map((path) => path.slice(0, -'/pipeline.py'.length).split(sep).join('/'))
    .sort();
}

// Byte code next to the generated files would travel with the steps and change their cache keys.
const python = (environment: AcceptanceEnvironment, args: readonly string[]): Promise<RunResult> =>
  run(environment.python, ['-B', ...args], {
    env: toolEnvironment(),
    ...(environment.signal ? { signal: environment.signal } : {}),
  });
