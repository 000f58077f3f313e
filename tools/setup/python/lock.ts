import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, run } from '../kit/run-process.ts';
import { missing, reportTo, type EnsureOptions, type ToolMissing } from '../tool.ts';
import { ensureUv, uvEnvironment } from './uv.ts';

/**
 * Makes `<name>.txt` anew from `<name>.in` (and `<name>.overrides`, where one package's bounds must give
 * way): exact versions with hashes, for every platform, naming no package index.
 */
export async function lockPythonEnvironment(
  name: string,
  options: EnsureOptions & { readonly upgrade?: boolean } = {},
): Promise<{ readonly ok: true } | ToolMissing> {
  const uv = await ensureUv(options);
  if (!uv.ok) return uv;
  const output = join(import.meta.dirname, `${name}.txt`);
  const overrides = join(import.meta.dirname, `${name}.overrides`);
  const args = ['pip', 'compile', '--quiet', '--universal', '--python-version', '3.11', '--generate-hashes'];
  args.push('--no-emit-index-url', '--no-emit-find-links', '--no-header', '--no-annotate');
  if (existsSync(overrides)) args.push('--override', overrides);
  if (options.upgrade === true) args.push('--upgrade');
  args.push(join(import.meta.dirname, `${name}.in`), '--output-file', output);
  const result = await run(uv.uv, args, {
    env: uvEnvironment(),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (result.code !== 0) return missing(`uv pip compile ${name}.in failed: ${lastLines(result, 12)}`);
  const text = await readFile(output, 'utf8');
  if (text.includes('://')) {
    await rm(output);
    return missing(`${name}.txt would name an address; a lock file names packages only`);
  }
  await writeFile(
    output,
    `# Made from ${name}.in by "tools/setup/cli.ts lock ${name}"; not edited by hand.\n${text}`,
  );
  reportTo(options)(`${name}.txt: ${text.match(/^[a-z0-9].*==/gim)?.length ?? 0} packages`);
  return { ok: true };
}

export async function lockableEnvironments(): Promise<string[]> {
  const files = await readdir(import.meta.dirname);
  return files
    .filter((file) => file.endsWith('.in'))
    .map((file) => file.slice(0, -'.in'.length))
    .sort();
}
