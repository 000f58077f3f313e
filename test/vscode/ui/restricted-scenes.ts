import assert from 'node:assert/strict';
import type { Scene } from './scenes.ts';

/** What a person meets in a workspace that is not trusted. */
export const RESTRICTED_SCENES: Readonly<Record<string, Scene>> = {
  'explains names where nothing is trusted': async ({ workbench, page }) => {
    await workbench.openFile('delays/features.tenon', 'airport_load');
    await workbench.putCursor(13, 36);
    assert.match(await workbench.hover(), /dep_delay/u);
    await page.keyboard.press('Escape');
  },

  'says why nothing is measured where nothing is trusted': async ({ workbench, page }) => {
    await workbench.openFile('delays/model.tenon', 'late_net');
    await page.locator('.codelens-decoration a', { hasText: 'Benchmark' }).first().click();
    const refusal = workbench.toast('This workspace is not trusted');
    await refusal.waitFor();
    await refusal.getByText('Manage Workspace Trust').waitFor();
    await workbench.picture('restricted');
  },

  'shows what would be generated where nothing is trusted, and offers not to write it': async ({
    workbench,
    page,
  }) => {
    await workbench.run('Tenon: Generate Files');
    await workbench.row('dev').waitFor();
    await page.keyboard.press('Enter');
    await workbench.row('Kubeflow').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.multiDiffEntry, .monaco-diff-editor').first().waitFor();
    await workbench.treeRow('pipeline.py').waitFor();
    await workbench.picture('generate-restricted');
    const write = '.action-label[aria-label^="Write Accepted Files"]';
    assert.equal(await page.locator(write).count(), 0);
    await workbench.run('Tenon: Discard Generated Changes');
    await page.locator('.tab.active', { hasText: 'model.tenon' }).waitFor();
    await page.locator('.monaco-editor.focused').first().waitFor();
  },

  'offers only what is allowed where nothing is trusted': async ({ workbench, page }) => {
    // The palette says so when no command is called as one has typed.
    const nothing = page.locator('.quick-input-list .monaco-list-row', {
      hasText: /similar commands|No matching/u,
    });
    for (const title of ['Benchmark Model', 'Deploy', 'New Project', 'Capacity']) {
      await page.keyboard.press('F1');
      await page.keyboard.type(`Tenon: ${title}`);
      await nothing.first().waitFor();
      assert.equal(await workbench.row(`Tenon: ${title}`).count(), 0, title);
      await page.keyboard.press('Escape');
    }
  },
};
