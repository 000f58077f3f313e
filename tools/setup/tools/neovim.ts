import { installDebianPackages } from '../kit/debian-packages.ts';
import { findExecutables, isExecutableFile } from '../kit/find-executable.ts';
import { run } from '../kit/run-process.ts';
import { missing, type Tool, type ToolResult } from '../tool.ts';

export interface NeovimInstallation {
  readonly nvim: string;
}

/** The language client of earlier versions has other functions. */
const OLDEST = [0, 7] as const;

export const tool: Tool<NeovimInstallation> = {
  id: 'neovim',
  title: 'Neovim 0.7 or later',
  enables: 'the test of the language server in an editor that is not VS Code',
  async ensure(options = {}) {
    const found = await find();
    if (found.ok) return found;
    const installed = await installDebianPackages(['neovim'], options);
    return installed.ok ? find() : missing(`${found.reason}; ${installed.reason}`);
  },
  find,
};

async function find(): Promise<ToolResult<NeovimInstallation>> {
  const named = process.env['TENON_NEOVIM'];
  const paths = named === undefined ? await findExecutables('nvim') : [named];
  for (const nvim of paths) {
    if ((await isExecutableFile(nvim)) && (await isRecent(nvim))) return { ok: true, nvim };
  }
  return missing(
    named === undefined
      ? 'there is no Neovim 0.7 or later on the PATH'
      : `TENON_NEOVIM: no Neovim 0.7 or later at ${named}`,
  );
}

async function isRecent(nvim: string): Promise<boolean> {
  const { code, stdout } = await run(nvim, ['--version'], { timeoutMs: 30_000 });
  const [, major, minor] = /^NVIM v(\d+)\.(\d+)/u.exec(stdout) ?? [];
  if (code !== 0 || major === undefined) return false;
  return Number(major) > OLDEST[0] || Number(minor) >= OLDEST[1];
}
