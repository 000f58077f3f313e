import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { terraformEnvironment } from '../../../tools/setup/terraform/run-terraform.ts';
import { tool as terraform } from '../../../tools/setup/tools/terraform.ts';
import type { VsCodeInstallation } from '../../../tools/setup/tools/vscode.ts';
import { openWorkbench } from '../../../tools/setup/vscode/vscode-host.ts';
import { copyExample, emptyFolder } from '../example-workspace.ts';
import { BENCHMARK_SCENES } from './benchmark-scenes.ts';
import { DEPLOY_SCENES } from './deploy-scenes.ts';
import { GENERATION_SCENES } from './generation-scenes.ts';
import { RECORDING_SCENES } from './recording-scenes.ts';
import { RESTRICTED_SCENES } from './restricted-scenes.ts';
import { SCENES, type Scene, type SceneContext } from './scenes.ts';
import { EMPTY_SCENES, VIEW_SCENES } from './view-scenes.ts';
import { WALKTHROUGH_SCENES } from './walkthrough-scenes.ts';
import { WorkbenchPage } from './workbench.ts';

interface UiCounts {
  passed: number;
  failed: number;
}

/** Plays the scenes of each window of the packed extension, or only of one, with pictures. */
export async function runUiTests(
  installation: VsCodeInstallation,
  vsix: string,
  pictures: string,
  only?: string,
): Promise<Readonly<UiCounts>> {
  await mkdir(pictures, { recursive: true });
  const counts: UiCounts = { passed: 0, failed: 0 };
  for (const window of WINDOWS.filter(({ name }) => only === undefined || only === name))
    await playWindow({ installation, vsix, pictures, counts, ...window });
  console.log(`  pictures: ${join(pictures, '*.png')}`);
  return counts;
}

interface UiWindow {
  readonly name: string;
  readonly workspaceTrust: 'on' | 'off';
  readonly scenes: Readonly<Record<string, Scene>>;
  /** The window opens a folder without models. */
  readonly isEmpty?: boolean;
  /** Folders in the project that are there before the window: VS Code does not always watch one that comes later. */
  readonly folders?: readonly string[];
}

const WINDOWS: readonly UiWindow[] = [
  { name: 'trusted', workspaceTrust: 'off', scenes: SCENES },
  { name: 'generation', workspaceTrust: 'off', scenes: GENERATION_SCENES },
  { name: 'recording', workspaceTrust: 'off', scenes: RECORDING_SCENES },
  { name: 'benchmark', workspaceTrust: 'off', scenes: BENCHMARK_SCENES, folders: ['.tenon/bench'] },
  { name: 'runs', workspaceTrust: 'off', scenes: DEPLOY_SCENES, folders: ['.tenon/deploy'] },
  { name: 'views', workspaceTrust: 'off', scenes: VIEW_SCENES },
  { name: 'walkthrough', workspaceTrust: 'off', scenes: WALKTHROUGH_SCENES, isEmpty: true },
  { name: 'empty', workspaceTrust: 'off', scenes: EMPTY_SCENES, isEmpty: true },
  { name: 'restricted', workspaceTrust: 'on', scenes: RESTRICTED_SCENES },
];

interface UiRun extends UiWindow {
  readonly installation: VsCodeInstallation;
  readonly vsix: string;
  readonly pictures: string;
  readonly counts: UiCounts;
}

/** Plays the scenes one after the other in one window, on a copy of the example. */
async function playWindow(run: UiRun): Promise<void> {
  const { installation, vsix, pictures, counts, workspaceTrust, scenes } = run;
  const example = run.isEmpty ? await emptyFolder() : await copyExample();
  for (const folder of run.folders ?? []) await mkdir(join(example.folder, folder), { recursive: true });
  const found = await terraform.find();
  const env = found.ok
    ? { ...terraformEnvironment(found), PATH: `${dirname(found.terraform)}:${process.env['PATH'] ?? ''}` }
    : {};
  try {
    const { page, close } = await openWorkbench({
      installation,
      workspace: example.folder,
      extensions: [vsix],
      settings: SETTINGS,
      workspaceTrust,
      env,
      viewport: { width: 1440, height: 900 },
    });
    const workbench = new WorkbenchPage(page, pictures);
    const context: SceneContext = {
      workbench,
      page,
      folder: example.folder,
      hasTerraform: found.ok,
    };
    try {
      for (const [title, play] of Object.entries(scenes)) {
        try {
          await play(context);
          counts.passed++;
        } catch (error) {
          counts.failed++;
          console.log(`  FAILED ${title}\n${error instanceof Error ? error.message : String(error)}`);
          await workbench.run('Notifications: Show Notifications').catch(() => undefined);
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
}

const SETTINGS = {
  'workbench.colorTheme': 'Default Dark Modern',
  'diffEditor.useInlineViewWhenSpaceIsLimited': false,
  'editor.fontSize': 13,
  // The editor of a browser saves by itself, and what is saved can't be reverted.
  'files.autoSave': 'off',
  'breadcrumbs.enabled': true,
  'workbench.reduceMotion': 'on',
  'editor.stickyScroll.enabled': false,
  'terminal.integrated.fontSize': 12,
};
