import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { WorkbenchPage } from './workbench.ts';

export interface SceneContext {
  readonly workbench: WorkbenchPage;
  readonly page: Page;
  /** The copy of the example that the window shows. */
  readonly folder: string;
  readonly hasTerraform: boolean;
}

export type Scene = (context: SceneContext) => Promise<void>;

/** What a person does with the extension, in this order: the later ones build on the earlier ones. */
export const SCENES: Readonly<Record<string, Scene>> = {
  'shows a file in colours, with its outline': async ({ workbench, page }) => {
    await workbench.openFile('delays/features.tenon', 'airport_load');
    await page.locator('.mtk1, .mtk6').first().waitFor();
    await page.locator('.breadcrumbs-control').first().waitFor();
    await workbench.picture('editor');
  },

  'explains a name on hover': async ({ workbench, page }) => {
    await workbench.putCursor(13, 36);
    assert.match(await workbench.hover(), /dep_delay/u);
    await workbench.picture('hover');
    await page.keyboard.press('Escape');
  },

  'shows where a value comes from': async ({ workbench, page }) => {
    await workbench.openFile('delays/service.tenon', 'delay_api');
    await workbench.putCursor(5, 8);
    assert.match(await workbench.hover(), /In prod: 3/u);
    await workbench.picture('hover-layers');
    await page.keyboard.press('Escape');
  },

  'completes by what fits': async ({ workbench, page }) => {
    await workbench.openFile('delays/features.tenon', 'airport_load');
    await workbench.putCursor(15, 1);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('longest_6h = max(');
    await page.keyboard.press('Control+Space');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.first().waitFor();
    assert.match(await rows.first().innerText(), /dep_delay/u);
    await workbench.picture('completion');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await workbench.run('File: Revert File');
  },

  'finds a mistake and offers the fix': async ({ workbench, page }) => {
    await workbench.openFile('delays/data.tenon', 'departures');
    await workbench.putCursor(5, 3);
    await page.keyboard.press('Delete');
    await page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
    await page.keyboard.press('Control+.');
    const action = page.locator('.action-widget .monaco-list-row', { hasText: 'Change to format' }).first();
    await action.waitFor();
    await workbench.picture('quick-fix');
    await page.keyboard.press('Enter');
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    await workbench.run('File: Revert File');
  },

  'shows an error in another file': async ({ workbench, page }) => {
    await workbench.openFile('delays/data.tenon', 'departures');
    await workbench.putCursor(35, 5);
    await page.keyboard.press('Control+Shift+K');
    await workbench.run('Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'dep_delay' }).first().waitFor();
    await workbench.picture('problems');
    await page.keyboard.press('Control+1');
    await workbench.run('File: Revert File');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor({ state: 'detached' });
    await workbench.run('View: Hide Panel');
  },

  'measures a model from its lens': async ({ workbench, page }) => {
    await workbench.openFile('delays/model.tenon', 'late_net');
    const lens = page.locator('.codelens-decoration a', { hasText: 'Benchmark' }).first();
    await lens.waitFor();
    await workbench.picture('lens');
    await lens.click();
    await page.locator('.codelens-decoration a', { hasText: 'p50' }).first().waitFor({ timeout: 90_000 });
    await workbench.picture('benchmark');
    await workbench.run('View: Hide Panel');
  },

  'generates files after one diff over everything': async ({ workbench, page }) => {
    await workbench.run('Tenon: Generate Files');
    await workbench.row('dev').waitFor();
    await page.keyboard.press('Enter');
    await workbench.row('Kubeflow').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.multiDiffEntry, .monaco-diff-editor').first().waitFor();
    await workbench.run('Tenon: Write Accepted Files');
    await page.locator('.statusbar-item', { hasText: 'Wrote' }).first().waitFor();
  },

  'shows the plan of a deployment and runs its first step': async ({ workbench, page, hasTerraform }) => {
    await workbench.run('Tenon: Deploy…');
    await workbench.row('dev').waitFor();
    await page.keyboard.press('Enter');
    await workbench.toast('Step 1 of').waitFor();
    await workbench.picture('deploy-plan');
    if (!hasTerraform) return workbench.answer('Step 1 of', 'Stop');
    await workbench.answer('Step 1 of', 'Run Step 1');
    await workbench.toast('Step 2 of').waitFor({ timeout: 90_000 });
    await workbench.picture('deploy-step');
    await workbench.answer('Step 2 of', 'Stop');
  },
};
