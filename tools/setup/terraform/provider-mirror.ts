import { access, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export const awsProviderVersion = '5.100.0';

/**
 * A folder in Terraform's mirror layout (host/namespace/type/…) that has the AWS provider for this platform:
 * the one that is named, one of those where Terraform itself looks, or one below the usual places for
 * software that came without a package manager.
 */
export async function findProviderMirror(): Promise<string | undefined> {
  const named = process.env['TENON_TERRAFORM_MIRROR'];
  if (named !== undefined) return (await holdsProvider(named)) ? named : undefined;
  for (const folder of impliedFolders()) {
    if (await holdsProvider(folder)) return folder;
  }
  for (const parent of [
    '/opt',
    '/srv',
    '/usr/local',
    '/usr/local/lib',
    '/usr/local/share',
    '/usr/share',
    '/var/lib',
  ]) {
    for (const name of await entries(parent)) {
      for (const folder of [
        join(parent, name),
        join(parent, name, 'plugins'),
        join(parent, name, 'providers'),
      ]) {
        if (await holdsProvider(folder)) return folder;
      }
    }
  }
  return undefined;
}

function impliedFolders(): string[] {
  const dataHome = process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share');
  const dataFolders = (
    process.env['XDG_DATA_DIRS'] ?? ['/usr/local/share', '/usr/share'].join(delimiter)
  ).split(delimiter);
  const cache = process.env['TF_PLUGIN_CACHE_DIR'];
  return [
    ...(cache === undefined ? [] : [cache]),
    join(homedir(), '.terraform.d/plugins'),
    ...[dataHome, ...dataFolders].map((folder) => join(folder, 'terraform/plugins')),
  ];
}

/** Mirrors keep a provider unpacked in a folder for its platform, or as one archive. */
async function holdsProvider(folder: string): Promise<boolean> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}_${goArchitecture()}`;
  for (const host of await entries(folder)) {
    if (!host.includes('.')) continue;
    const provider = join(folder, host, 'hashicorp/aws');
    if (await exists(join(provider, awsProviderVersion, platform))) return true;
    if (await exists(join(provider, `terraform-provider-aws_${awsProviderVersion}_${platform}.zip`)))
      return true;
  }
  return false;
}

function goArchitecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch === 'ia32' ? '386' : process.arch;
}

async function entries(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
