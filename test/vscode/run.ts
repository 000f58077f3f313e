/**
 * Tests in a real VS Code: suites in the extension host, then the user interface with screenshots in
 * `.cache/screenshots/`. The last line is `N passed, N failed, N skipped`. `TENON_EXTENSION` and
 * `TENON_VSIX` name another folder and package of the extension; `--only host` (or `oldest`, `web`, `ui`) runs one part, `--window no-folder` one
 * kind of window.
 */
import { join } from 'node:path';
import process from 'node:process';
import { buildAll } from '../../tools/build.ts';
import { packageExtension } from '../../tools/package.ts';
import { tool as oldest } from '../../tools/setup/tools/vscode-oldest.ts';
import { tool as vscode } from '../../tools/setup/tools/vscode.ts';
import type { VsCodeInstallation } from '../../tools/setup/tools/vscode.ts';
import { HOST_WINDOWS, runHostTests } from './host-tests.ts';
import { runUiTests } from './ui/run-ui.ts';
import { runWebTests, WEB_LANGUAGES } from './web/run-web.ts';

const root = join(import.meta.dirname, '../..');
const option = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const only = option('--only');
const wanted = option('--window');
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Undefined, and said so, where it is missing; where everything has to be there that is a failure. */
async function found(tool: typeof vscode): Promise<VsCodeInstallation | undefined> {
  const installation = await tool.find();
  if (installation.ok) return installation;
  console.log(
    `  skipped: ${tool.title} is missing (${installation.reason}); disabled without it: ${tool.enables}`,
  );
  if (process.env['CI']) counts.failed++;
  else counts.skipped++;
  return undefined;
}

const installation = await found(vscode);
if (installation) {
  await buildAll();
  const extension = process.env['TENON_EXTENSION'] ?? root;
  const runs = (part: string): boolean => only === undefined || only === part;
  const old = runs('oldest') ? await found(oldest) : undefined;
  const windows = runs('host') ? HOST_WINDOWS.filter((each) => wanted === undefined || each === wanted) : [];
  const hosts = [
    ...windows.map((name) => ({ name, run: () => runHostTests(installation, extension, name) })),
    ...(runs('web') ? WEB_LANGUAGES : []).map((language) => ({
      name: `in a browser (${language})`,
      run: () => runWebTests(installation, language),
    })),
    ...(old ? [{ name: oldest.title, run: () => runHostTests(old, extension, 'trusted') }] : []),
  ];
  for (const { name, run } of hosts) {
    const { ok, problem, result, log } = await run();
    counts.passed += result?.passed ?? 0;
    counts.failed += ok ? 0 : Math.max(1, result?.failed ?? 0);
    counts.skipped += result?.skipped ?? 0;
    if (!ok) console.log(`  ${name}: ${problem ?? 'failed'}`);
    for (const title of result?.skips ?? []) console.log(`  skipped: ${title}`);
    for (const { title, message } of result?.failures ?? []) console.log(`  FAILED ${title}\n${message}`);
    if (!ok && !result) console.log(log.slice(-40).join('\n'));
  }
  if (runs('ui')) {
    const vsix = process.env['TENON_VSIX'] ?? (await packageExtension());
    const ui = await runUiTests(installation, vsix, join(root, '.cache/screenshots'), wanted);
    counts.passed += ui.passed;
    counts.failed += ui.failed;
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
