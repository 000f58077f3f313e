import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../tools/setup/kit/run-process.ts';
import { toolEnvironment } from '../../tools/setup/python/tool-environment.ts';
import type { TritonInstallation } from '../../tools/setup/tools/triton.ts';
import {
  startTriton,
  type TritonServer,
  type TritonVerdict,
} from '../../tools/setup/triton/triton-server.ts';
import { PARSE_CONFIGS } from './acceptance-script.ts';
import { REPOSITORY_FOLDER } from './transform.ts';

/** What a real tool says about a generated file. */
export interface Finding {
  /** Relative to the verified folder, with forward slashes. */
  readonly file: string;
  /** From 1. The server names no line, so it is the line of the tensor that it talks about, or the first. */
  readonly line: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /**
   * `schema`: the newest model_config.proto; `triton`: NVIDIA's server; `shim`: the stand-in for its ONNX
   * Runtime backend, which repeats the published checks of that backend. Never report it as NVIDIA's.
   */
  readonly by: 'schema' | 'triton' | 'shim';
}

export interface AcceptanceEnvironment {
  readonly installation: TritonInstallation;
  readonly signal?: AbortSignal;
}

/**
 * Holds a generated folder against the real tools: every `config.pbtxt` is parsed with the newest schema and
 * every model is loaded by a real server. GPU instances run on the CPU there; nothing else is changed, and
 * the folder itself is only read.
 */
export async function verify(
  folder: string,
  environment: AcceptanceEnvironment,
): Promise<readonly Finding[]> {
  const models = await listModels(folder);
  const parsed = await parseConfigs(folder, models, environment);
  const findings = parsed.flatMap((result): readonly Finding[] =>
    'message' in result ? [{ ...result, severity: 'error', by: 'schema' }] : [],
  );
  await withServer(folder, environment, async (server) => {
    // An ensemble is loaded after its models, so that their refusals are not reported as its own.
    const isEnsemble = (model: string): boolean =>
      parsed.some(
        (result) => 'platform' in result && result.name === model && result.platform === 'ensemble',
      );
    for (const model of [...models].sort((a, b) => Number(isEnsemble(a)) - Number(isEnsemble(b)))) {
      const verdict = await loadOrCrash(server, model);
      if (verdict.ok) continue;
      const file = configPath(model);
      const message = readable(verdict.message, server, model);
      const text = await readFile(join(folder, file), 'utf8').catch(() => '');
      const by = verdict.by === 'onnxruntime-shim' ? 'shim' : 'triton';
      findings.push({ file, line: lineOf(message, text), message, severity: 'error', by });
      if ('crashed' in verdict) break;
    }
  });
  return findings;
}

/** Some refusals of a warm-up end server 2.51 instead of the load; nothing can be asked of it afterwards. */
async function loadOrCrash(
  server: TritonServer,
  model: string,
): Promise<TritonVerdict & { readonly crashed?: true }> {
  try {
    return await server.load(model);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    return { ok: false, by: 'triton', message: 'the server ended while it loaded this model', crashed: true };
  }
}

/** A server on a copy of the generated repository in which GPU instances are CPU instances; model files are linked. */
export async function withServer(
  folder: string,
  { installation, signal }: AcceptanceEnvironment,
  use: (server: TritonServer) => Promise<void>,
): Promise<void> {
  const repository = await mkdtemp(join(tmpdir(), 'tenon-triton-'));
  try {
    for (const model of await listModels(folder))
      await linkModel(join(folder, REPOSITORY_FOLDER, model), join(repository, model));
    const args = await serverArguments(folder);
    const server = await startTriton({ installation, repository, args, ...(signal ? { signal } : {}) });
    try {
      await use(server);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(repository, { recursive: true, force: true });
  }
}

async function listModels(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, REPOSITORY_FOLDER), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

const configPath = (model: string): string => `${REPOSITORY_FOLDER}/${model}/config.pbtxt`;

async function linkModel(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    if (entry.isDirectory()) await symlink(resolve(source), join(to, entry.name));
    else if (entry.name === 'config.pbtxt') {
      const text = await readFile(source, 'utf8');
      await writeFile(join(to, entry.name), text.replaceAll('KIND_GPU', 'KIND_CPU'));
    } else await cp(source, join(to, entry.name));
  }
}

/** The options that the generated repository says it needs. */
async function serverArguments(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'server-options.txt'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line.startsWith('--'));
}

type Parsed = { readonly file: string } & (
  { readonly name: string; readonly platform: string } | { readonly message: string; readonly line: number }
);

async function parseConfigs(
  folder: string,
  models: readonly string[],
  { installation, signal }: AcceptanceEnvironment,
): Promise<readonly Parsed[]> {
  const paths = models.map((model) => join(folder, configPath(model)));
  const result = await run(installation.python, ['-c', PARSE_CONFIGS, ...paths], {
    env: toolEnvironment(),
    ...(signal ? { signal } : {}),
  });
  if (result.code !== 0) throw new Error(`The configurations could not be parsed:\n${result.stderr}`);
  const parsed = JSON.parse(result.stdout) as readonly Parsed[];
  return parsed.map((entry, index) => ({ ...entry, file: configPath(models[index]!) }));
}

/** A refusal while polling only says that it failed; the reason is in the log. */
function readable(message: string, server: TritonServer, model: string): string {
  // A refused warm-up repeats its reason for every request of the batch.
  if (message.includes('; ')) return [...new Set(message.split('; '))].join('; ');
  if (!/failed to poll|failed to load '[^']*', (failed to poll|no version)/i.test(message)) return message;
  const reasons = server
    .logs()
    .split('\n')
    .filter((line) => /^E\d/.test(line) && (line.includes(model) || line.includes('Poll failed')));
  const last = reasons.at(-1)?.replace(/^E\d+ [\d:.]+ \d+ [^\]]*\] /, '');
  return last === undefined ? message : `${message}: ${last}`;
}

/** The line of the first quoted name in the message that the file gives to something. */
function lineOf(message: string, text: string): number {
  const lines = text.split('\n');
  for (const [, name] of message.matchAll(/['"]([^'"]+)['"]/g)) {
    const index = lines.findIndex(
      (line) => line.includes('name: ') && line.includes(`"${name}"`) && !/^name:/.test(line),
    );
    if (index >= 0) return index + 1;
  }
  return Math.max(1, lines.findIndex((line) => line.startsWith('name:')) + 1);
}
