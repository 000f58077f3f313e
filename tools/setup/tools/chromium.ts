import { findExecutable, isExecutableFile } from '../kit/find-executable.ts';
import { installDebianPackages } from '../kit/debian-packages.ts';
import { missing, type Tool, type ToolResult } from '../tool.ts';

export interface ChromiumInstallation {
  /** For playwright-core's `executablePath`. */
  readonly chromium: string;
}

export const tool: Tool<ChromiumInstallation> = {
  id: 'chromium',
  title: 'Chromium',
  enables: 'tests of the user interface and of webviews, and VS Code in the browser',
  async ensure(options = {}) {
    const found = await find();
    if (found.ok) return found;
    const installed = await installDebianPackages(['chromium', 'fonts-dejavu-core'], options);
    return installed.ok ? find() : missing(`${found.reason}; ${installed.reason}`);
  },
  find,
};

async function find(): Promise<ToolResult<ChromiumInstallation>> {
  const named = process.env['TENON_CHROMIUM'];
  if (named !== undefined) {
    return (await isExecutableFile(named))
      ? { ok: true, chromium: named }
      : missing(`TENON_CHROMIUM: no ${named}`);
  }
  const path = await findExecutable(
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'chromium-headless-shell',
  );
  return path === undefined ? missing('there is no Chromium on the PATH') : { ok: true, chromium: path };
}
