import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { missing, type EnsureOptions, type ToolMissing } from '../tool.ts';
import { lastLines, run, type RunResult } from './run-process.ts';

export interface NpmPackage {
  /** name@exact-version */
  readonly spec: string;
  /** The `sha512-…` of the archive. */
  readonly integrity: string;
}

/** Unpacks folders of a published npm package, without its dependencies, into `folder`. */
export async function unpackNpmPackage(
  source: NpmPackage,
  paths: readonly string[],
  folder: string,
  options: EnsureOptions,
): Promise<{ readonly ok: true } | ToolMissing> {
  const temporary = await mkdtemp(join(tmpdir(), 'tenon-npm-'));
  try {
    const packed = await npm(['pack', source.spec, '--silent', '--ignore-scripts'], temporary, options);
    if (packed.code !== 0) return missing(`npm pack ${source.spec} failed: ${lastLines(packed)}`);
    const archive = join(temporary, packed.stdout.trim().split('\n').at(-1) ?? '');
    const hash = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64');
    if (`sha512-${hash}` !== source.integrity)
      return missing(`${source.spec} is not the archive that was pinned`);
    const unpacked = await run('tar', ['-xzf', archive, '-C', folder, ...paths], signalOf(options));
    return unpacked.code === 0 ? { ok: true } : missing(`tar failed: ${lastLines(unpacked)}`);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Runs npm, under the Node that runs this. */
export function npm(args: readonly string[], cwd: string, options: EnsureOptions): Promise<RunResult> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // Inside an npm script these describe the project whose script it is, not the folder given here.
  for (const name of ['npm_config_local_prefix', 'npm_package_json', 'NODE_ENV']) delete env[name];
  env['PATH'] = `${dirname(process.execPath)}${delimiter}${env['PATH'] ?? ''}`;
  return run('npm', args, { cwd, env, ...signalOf(options) });
}

function signalOf(options: EnsureOptions): { signal: AbortSignal } | Record<string, never> {
  return options.signal ? { signal: options.signal } : {};
}
