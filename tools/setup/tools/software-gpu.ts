import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findExecutables } from '../kit/find-executable.ts';
import { installDebianPackages } from '../kit/debian-packages.ts';
import { missing, type Tool, type ToolResult } from '../tool.ts';

export interface SoftwareGpu {
  /** Environment of a process that is to see the software GPU, and no other. */
  readonly environment: { readonly LD_LIBRARY_PATH: string; readonly VK_DRIVER_FILES: string };
}

/** SwiftShader and the loader for it, as Debian's Chromium brings them. */
const files = ['libvulkan.so.1', 'libvk_swiftshader.so', 'vk_swiftshader_icd.json'] as const;

/** Where Debian puts Chromium's own libraries. */
const debianFolder = '/usr/lib/chromium';

export const tool: Tool<SoftwareGpu> = {
  id: 'software-gpu',
  title: 'SwiftShader, a Vulkan device in software',
  enables: 'tests of the benchmark on a GPU provider',
  async ensure(options = {}) {
    const found = await find();
    if (found.ok || process.platform !== 'linux') return found;
    const installed = await installDebianPackages(['chromium'], options);
    return installed.ok ? find() : missing(`${found.reason}; ${installed.reason}`);
  },
  find,
};

async function find(): Promise<ToolResult<SoftwareGpu>> {
  if (process.platform !== 'linux') return missing("it is used in Linux's tests only");
  const named = process.env['TENON_SWIFTSHADER'];
  const folders =
    named === undefined ? [debianFolder, ...(await findExecutables('chromium')).map(dirname)] : [named];
  for (const folder of folders) {
    if (!(await hasFiles(folder))) continue;
    // Other folders of the path stay behind, since they could bring another loader.
    const environment = { LD_LIBRARY_PATH: folder, VK_DRIVER_FILES: join(folder, files[2]) };
    return { ok: true, environment };
  }
  return missing(`there is no folder with ${files.join(', ')}${named === undefined ? '' : ` at ${named}`}`);
}

async function hasFiles(folder: string): Promise<boolean> {
  try {
    await Promise.all(files.map((file) => access(join(folder, file))));
    return true;
  } catch {
    return false;
  }
}
