import { reportTo, type EnsureOptions, type ToolMissing } from '../tool.ts';
import { findExecutable } from './find-executable.ts';
import { lastLines, run } from './run-process.ts';

/** Installs Debian packages where that is allowed: as root on a machine with apt-get. */
export async function installDebianPackages(
  packages: readonly string[],
  options: EnsureOptions,
): Promise<{ readonly ok: true } | ToolMissing> {
  const wanted = packages.join(' ');
  const aptGet = await findExecutable('apt-get');
  if (aptGet === undefined || process.getuid?.() !== 0) {
    return {
      ok: false,
      reason: `install it with the system's package manager (Debian: apt-get install ${wanted})`,
    };
  }
  const signal = options.signal ? { signal: options.signal } : {};
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another process may hold dpkg's lock for a while.
  const install = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', ...packages];
  reportTo(options)(`apt-get install ${wanted}`);
  await run(aptGet, ['-o', 'DPkg::Lock::Timeout=300', 'update'], { env, ...signal });
  const result = await run(aptGet, install, { env, ...signal });
  if (result.code !== 0)
    return { ok: false, reason: `apt-get install ${wanted} failed: ${lastLines(result)}` };
  return { ok: true };
}
