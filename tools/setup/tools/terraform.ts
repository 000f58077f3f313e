import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureCacheFolder, findCacheFolder, type CacheFolderSpec } from '../kit/cache-folder.ts';
import { findExecutables } from '../kit/find-executable.ts';
import { fingerprint } from '../kit/fingerprint.ts';
import { run } from '../kit/run-process.ts';
import { awsProviderVersion, findProviderMirror } from '../terraform/provider-mirror.ts';
import { missing, type Tool, type ToolResult } from '../tool.ts';

export interface TerraformInstallation {
  readonly terraform: string;
  /** For example 1.11.4. */
  readonly version: string;
  /**
   * For TF_CLI_CONFIG_FILE: providers come from a folder of this machine and from nowhere else. Empty where the user's
   * own configuration decides.
   */
  readonly cliConfig: string;
}

// S3 state locking without a second service came with 1.11.
const oldest = [1, 11] as const;

export const tool: Tool<TerraformInstallation> = {
  id: 'terraform',
  title: `Terraform ${oldest.join('.')} or newer with AWS provider ${awsProviderVersion}`,
  enables: 'checking, testing and applying generated Terraform files',
  async ensure(options = {}) {
    const parts = await locate();
    if (!parts.ok) return parts;
    const folder = await ensureCacheFolder(configFolder(parts.mirror), options);
    return folder.ok ? installation(parts, folder.folder) : folder;
  },
  async find() {
    const parts = await locate();
    if (!parts.ok) return parts;
    const folder = findCacheFolder(configFolder(parts.mirror));
    return folder === undefined ? missing('its configuration is not set up') : installation(parts, folder);
  },
};

interface Parts {
  readonly terraform: string;
  readonly version: string;
  readonly mirror: string;
}

function installation(parts: Parts, folder: string): ToolResult<TerraformInstallation> {
  const { terraform, version } = parts;
  return { ok: true, terraform, version, cliConfig: join(folder, 'terraform.rc') };
}

async function locate(): Promise<ToolResult<Parts>> {
  const terraform = await findTerraform();
  if (!terraform.ok) return terraform;
  const mirror = await findProviderMirror();
  if (mirror !== undefined)
    return { ok: true, terraform: terraform.path, version: terraform.version, mirror };
  return missing(
    `no folder of this machine holds the AWS provider ${awsProviderVersion}; ` +
      'name one made by "terraform providers mirror" in TENON_TERRAFORM_MIRROR',
  );
}

async function findTerraform(): Promise<ToolResult<{ readonly path: string; readonly version: string }>> {
  const tooOld: string[] = [];
  for (const path of await findExecutables('terraform')) {
    const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
    const result = await run(path, ['version', '-json'], { env, timeoutMs: 30_000 });
    const version = /"terraform_version":\s*"([^"]+)"/.exec(result.stdout)?.[1];
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return { ok: true, path, version };
    tooOld.push(version);
  }
  if (tooOld.length === 0) return missing('there is no terraform on the PATH');
  return missing(`terraform ${tooOld.join(', ')} is older than ${oldest.join('.')}`);
}

function configFolder(mirror: string): CacheFolderSpec {
  const text = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
  return {
    name: 'terraform',
    key: fingerprint(text),
    title: tool.title,
    async build(folder) {
      await writeFile(join(folder, 'terraform.rc'), text);
      return { ok: true };
    },
  };
}
