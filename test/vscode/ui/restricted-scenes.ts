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

  'offers only what is allowed where nothing is trusted': async ({ workbench, page }) => {
    await page.keyboard.press('F1');
    await page.keyboard.type('Tenon: ');
    await workbench.row('Tenon: Check Project').waitFor();
    for (const title of ['Generate Files', 'Benchmark Model', 'Deploy'])
      assert.equal(await workbench.row(`Tenon: ${title}`).count(), 0, title);
    await page.keyboard.press('Escape');
  },
};
