import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dirname } from 'node:path';
import { terraformEnvironment } from '../../../tools/setup/terraform/run-terraform.ts';
import { tool as terraform } from '../../../tools/setup/tools/terraform.ts';
import type { VsCodeInstallation } from '../../../tools/setup/tools/vscode.ts';
import { openWorkbench } from '../../../tools/setup/vscode/vscode-host.ts';
import { copyExample } from '../example-workspace.ts';
import { SCENES, type SceneContext } from './scenes.ts';
import { WorkbenchPage } from './workbench.ts';

/** Plays the scenes one after the other in one window of the packed extension, with a picture of each. */
export async function runUiTests(
  installation: VsCodeInstallation,
  vsix: string,
  pictures: string,
): Promise<{ readonly passed: number; readonly failed: number }> {
  await mkdir(pictures, { recursive: true });
  const example = await copyExample();
  const found = await terraform.find();
  const env = found.ok
    ? { ...terraformEnvironment(found), PATH: `${dirname(found.terraform)}:${process.env['PATH'] ?? ''}` }
    : {};
  const counts = { passed: 0, failed: 0 };
  try {
    const { page, close } = await openWorkbench({
      installation,
      workspace: example.folder,
      extensions: [vsix],
      settings: SETTINGS,
      env,
      viewport: { width: 1440, height: 900 },
    });
    const workbench = new WorkbenchPage(page, pictures);
    const context: SceneContext = { workbench, page, hasTerraform: found.ok };
    try {
      for (const [title, play] of Object.entries(SCENES)) {
        try {
          await play(context);
          counts.passed++;
        } catch (error) {
          counts.failed++;
          console.log(`  FAILED ${title}\n${error instanceof Error ? error.message : String(error)}`);
          await workbench.picture(`failed-${title.replaceAll(/\W+/gu, '-')}`).catch(() => undefined);
          // What the next scene needs is a window without open widgets.
          for (let index = 0; index < 3; index++) await page.keyboard.press('Escape');
          await workbench.run('File: Revert File').catch(() => undefined);
        }
      }
    } finally {
      await close();
    }
  } finally {
    await example.remove();
  }
  console.log(`  pictures: ${join(pictures, '*.png')}`);
  return counts;
}

const SETTINGS = {
  'workbench.colorTheme': 'Default Dark Modern',
  'diffEditor.useInlineViewWhenSpaceIsLimited': false,
  'editor.fontSize': 13,
  'breadcrumbs.enabled': true,
  'workbench.reduceMotion': 'on',
  'editor.stickyScroll.enabled': false,
  'terminal.integrated.fontSize': 12,
};
