import assert from 'node:assert/strict';
import type { Scene } from './scenes.ts';

/** What a person sees of a project beside its text: the status, the views, the pages of elements. */
export const VIEW_SCENES: Readonly<Record<string, Scene>> = {
  'shows the resolved model by area': async ({ workbench, page }) => {
    await workbench.openFile('delays/service.tenon', 'delay_api');
    await workbench.run('Tenon: Focus on Project View');
    await workbench.treeRow('Serving').waitFor();
    await workbench.treeRow('service').click();
    await workbench.treeRow('delay_api').waitFor();
    await workbench.picture('project-view');
    await workbench.walkthroughPicture('example');
    await page.locator('.sidebar [aria-label*="Serving"]').first().waitFor();
  },

  'is readable in light and in high contrast': async ({ workbench }) => {
    for (const theme of ['high contrast', 'high contrast light', 'light'] as const) {
      await workbench.useTheme(theme);
      await workbench.picture(`project-view-${theme.replaceAll(' ', '-')}`);
    }
    await workbench.useTheme('dark');
  },

  'unfolds the tree and opens a declaration by the keyboard alone': async ({ workbench, page }) => {
    await workbench.openFile('delays/features.tenon', 'airport_load');
    await workbench.run('Tenon: Focus on Project View');
    await page.keyboard.press('Home');
    const focused = page.locator('.sidebar .monaco-list-row.focused');
    for (let step = 0; step < 60 && !(await focused.innerText()).includes('delay_api'); step++)
      await page.keyboard.press('ArrowDown');
    assert.match((await focused.getAttribute('aria-label'))!, /delay_api/u);
    await page.keyboard.press('Enter');
    await workbench.line('service delay_api').waitFor();
    await page.locator('.tab.active', { hasText: 'service.tenon' }).waitFor();
  },

  'shows everything that is known of an element': async ({ workbench, page }) => {
    const row = workbench.treeRow('delay_api');
    await row.hover();
    await row.locator('.action-label[aria-label*="Inspect"]').click();
    await workbench.line('# service delay_api').waitFor();
    await workbench.line('## Comes from').waitFor();
    await workbench.picture('inspect');
    await page.keyboard.press('Control+W');
  },

  'shows the lineage of a name as a tree': async ({ workbench }) => {
    await workbench.openFile('delays/features.tenon', 'airport_load');
    await workbench.putCursor(13, 36);
    await workbench.run('Tenon: Show Lineage');
    await workbench.treeRow('comes from').waitFor();
    await workbench.treeRow('departures').waitFor();
    await workbench.picture('lineage');
  },

  'says why': async ({ workbench, page }) => {
    await workbench.openFile('delays/features.tenon', 'airport_load');
    await workbench.putCursor(13, 5);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+Y');
    await page.locator('.tab.active', { hasText: 'why' }).waitFor();
    await workbench.line('-->').waitFor();
    await workbench.picture('why');
    await workbench.walkthroughPicture('types');
    await page.keyboard.press('Control+W');
  },

  'shows the figures of a measurement over the model and in the tree': async ({ workbench, page }) => {
    await workbench.openFile('delays/model.tenon', 'late_net');
    await page.locator('.sidebar .monaco-list-row[aria-label^="model,"]').click();
    await workbench.treeRow('late_net').waitFor();
    await workbench.run('Tenon: Benchmark Model');
    await page.locator('.sidebar .monaco-list-row', { hasText: 'p50' }).first().waitFor({ timeout: 90_000 });
    await page.locator('.codelens-decoration a', { hasText: 'p50' }).first().waitFor();
    await workbench.picture('measured');
    await workbench.run('View: Hide Panel');
    await workbench.putCursor(21, 1);
    await workbench.walkthroughPicture('launch');
  },

  'tells how the server is, and switches the environment': async ({ workbench, page }) => {
    await workbench.openFile('delays/service.tenon', 'delay_api');
    await workbench.run('Tenon: Select Environment…');
    await workbench.row('prod').waitFor();
    await workbench.picture('select-environment');
    await workbench.row('prod').click();
    await page.locator('.sidebar .pane-header', { hasText: 'prod' }).first().waitFor();
    await page.locator('.statusbar-item[id="status.languageStatus"] a').click();
    const status = page.locator('.hover-language-status', { hasText: 'Tenon' }).first();
    await status.waitFor();
    assert.match(await status.innerText(), /Tenon \d+\.\d+\.\d+: projects: 1, model files: \d+/u);
    assert.match(await status.innerText(), /Environment: prod/u);
    await workbench.picture('status');
    await page.keyboard.press('Escape');
  },

  'compares two environments, from where one is chosen': async ({ workbench, page }) => {
    await workbench.run('View: Close All Editors');
    await workbench.run('Tenon: Select Environment…');
    await workbench.row('Compare Environments…').waitFor();
    await workbench.picture('select-or-compare');
    await workbench.row('Compare Environments…').click();
    for (const [title, choice] of [
      ['(1/3)', 'dev'],
      ['(2/3)', 'prod'],
      ['(3/3)', 'Model'],
    ] as const) {
      await page.locator('.quick-input-title', { hasText: title }).waitFor();
      await workbench.row(choice).click();
    }
    await page.locator('.tab.active', { hasText: 'dev ↔ prod' }).waitFor();
    await workbench.line('scale.min: 1').waitFor();
    await workbench.line('scale.min: 3').waitFor();
    await workbench.picture('compare-models');
    // What was compared last stands first.
    await workbench.run('Tenon: Compare Environments…');
    for (const title of ['(1/3)', '(2/3)']) {
      await page.locator('.quick-input-title', { hasText: title }).waitFor();
      await workbench.row(title === '(1/3)' ? 'dev' : 'prod').waitFor();
      await page.keyboard.press('Enter');
    }
    await page.locator('.quick-input-title', { hasText: '(3/3)' }).waitFor();
    await workbench.row('Generated Files').click();
    await page.locator('.multiDiffEntry', { hasText: 'buckets.tf' }).first().waitFor();
    await workbench.picture('compare-files');
    await workbench.run('View: Close All Editors');
  },

  'writes the text of a bug report': async ({ workbench }) => {
    await workbench.run('Tenon: Report a Bug…');
    await workbench.line('# Bug report').waitFor();
    await workbench.picture('report-bug');
    await workbench.run('View: Revert and Close Editor');
  },

  'breaks a joint as the walkthrough says': async ({ workbench, page }) => {
    await workbench.run('Problems: Focus on Problems View');
    await workbench.run('Welcome: Open Walkthrough...');
    await workbench.row('Get Started with Tenon').click();
    const step = (title: string) => page.locator('.getting-started-step', { hasText: title }).first();
    await step('Break a joint').click();
    await workbench.picture('walkthrough');
    await step('Break a joint').locator('.monaco-button', { hasText: 'Rename a Column' }).click();
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'dep_delay' }).first().waitFor();
    await workbench.picture('walkthrough-mistake');
    await workbench.walkthroughPicture('mistake');
    await page.keyboard.press('Control+1');
    await workbench.run('File: Revert File');
  },

  'shows all generated files in one diff, as the walkthrough says': async ({ workbench, page }) => {
    await workbench.run('View: Close All Editors');
    await workbench.run('View: Hide Panel');
    await workbench.run('Tenon: Generate Files');
    await workbench.row('dev').waitFor();
    await page.keyboard.press('Enter');
    await workbench.row('Kubeflow').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.multiDiffEntry, .monaco-diff-editor').first().waitFor();
    await workbench.walkthroughPicture('generate');
  },
};

/** What a person meets in a folder that has no model yet. */
export const EMPTY_SCENES: Readonly<Record<string, Scene>> = {
  'welcomes in a folder without models': async ({ workbench, page }) => {
    await workbench.run('Tenon: Focus on Project View');
    await page.locator('.sidebar .welcome-view', { hasText: 'no model in this folder' }).first().waitFor();
    await workbench.picture('welcome');
  },

  'makes a project from a template and opens it': async ({ workbench, page }) => {
    await page.locator('.sidebar .welcome-view .monaco-button', { hasText: 'New Project' }).first().click();
    await workbench.row('Small project').waitFor();
    await workbench.picture('new-project');
    await page.keyboard.press('Enter');
    await workbench.row('In ').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: '.tenon' }).waitFor();
    await workbench.treeRow('Release').waitFor();
    await workbench.picture('new-project-open');
  },
};
