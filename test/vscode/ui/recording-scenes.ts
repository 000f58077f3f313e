import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from './scenes.ts';

const DATA = 'delays/data.tenon';
const MODEL = 'delays/model.tenon';
const FEATURES = 'delays/features.tenon';

/**
 * One story, a picture for each step: the type of a column changes, the model that is served breaks in another file,
 * one asks why, mends it, and looks at what is generated before it is written.
 */
export const RECORDING_SCENES: Readonly<Record<string, Scene>> = {
  'follows a column that gets another type up to the generated files': async ({
    workbench,
    page,
    folder,
  }) => {
    // The type of this feature is that of its column, so that the column's mistake is seen where the model takes it.
    const features = join(folder, FEATURES);
    const declared = await readFile(features, 'utf8');
    await writeFile(
      features,
      declared.replace('seats_installed : float32 = seats', 'seats_installed = seats'),
    );
    const editors = page.locator('.editor-group-container');
    const errors = (editor: number) => editors.nth(editor).locator('.squiggly-error');
    const problem = page.locator('.markers-panel .monaco-list-row', {
      hasText: 'seats_installed is a string',
    });

    await workbench.openFile(MODEL, 'late_net');
    await page.keyboard.press('Control+\\');
    await workbench.openFile(DATA, 'departures');
    await workbench.putCursor(61, 1);
    await page.locator('.statusbar-item', { hasText: /Tenon/u }).first().waitFor();
    await editors.nth(0).locator('.codelens-decoration a', { hasText: 'Benchmark' }).first().waitFor();
    assert.equal(await page.locator('.squiggly-error').count(), 0);
    await workbench.picture('recording-1-a-model-without-problems');

    await workbench.putCursor(61, 15);
    await page.keyboard.press('Shift+End');
    await page.keyboard.type('string');
    await page.keyboard.press('Escape');
    await errors(0).first().waitFor();
    await errors(1).first().waitFor();
    await workbench.picture('recording-2-retype-a-column');

    await workbench.run('Problems: Focus on Problems View');
    await problem.first().waitFor();
    await workbench.picture('recording-3-the-model-has-an-error');
    await workbench.run('View: Hide Panel');

    await workbench.run('View: Focus Left Editor Group');
    await workbench.putCursor(23, 45);
    assert.match(
      await workbench.hover(),
      /seats_installed is a string, and input features of late_net takes/u,
    );
    await workbench.picture('recording-4-hover');
    await page.keyboard.press('Escape');

    await workbench.openFile(FEATURES, 'plane_facts');
    await workbench.putCursor(34, 5);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+Y');
    await page.locator('.tab.active', { hasText: 'why' }).waitFor();
    await workbench.line('data/planes.parquet says so').waitFor();
    await workbench.picture('recording-5-why');
    await page.keyboard.press('Control+W');

    await workbench.run('View: Focus Right Editor Group');
    await workbench.putCursor(61, 15);
    await page.keyboard.press('Control+.');
    const action = page.locator('.action-widget .monaco-list-row', { hasText: 'int64' }).first();
    await action.waitFor();
    await workbench.picture('recording-6-the-fix-is-offered');
    await action.click();
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    assert.match(await editors.nth(1).locator('.view-line', { hasText: 'seats' }).innerText(), /int64/u);
    await workbench.picture('recording-7-mended');
    await page.keyboard.press('Control+S');

    await workbench.run('View: Join All Editor Groups');
    await workbench.run('Tenon: Generate Files');
    await workbench.row('dev').waitFor();
    await page.keyboard.press('Enter');
    await workbench.row('Kubeflow').waitFor();
    await workbench.picture('recording-8-generate');
    await page.keyboard.press('Enter');
    await page.locator('.multiDiffEntry').first().waitFor();
    await workbench.treeRow('run_local.py').waitFor();
    assert.equal(existsSync(join(folder, 'generated')), false);
    await workbench.picture('recording-9-one-diff');
    await workbench.run('Tenon: Write Accepted Files');
    await page.locator('.statusbar-item', { hasText: 'Wrote' }).first().waitFor();
    assert.equal(existsSync(join(folder, 'generated/flights_dev')), true);
  },
};
