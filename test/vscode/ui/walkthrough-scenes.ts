import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Scene } from './scenes.ts';
import type { WorkbenchPage } from './workbench.ts';

const TITLES = {
  example: 'Open a copy of the example',
  types: 'See types flow',
  mistake: 'Break a joint',
  generate: 'Generate the files of the real tools',
  launch: 'Measure and launch',
} as const;

type Step = keyof typeof TITLES;

const stepOf = (page: Page, step: Step): Locator =>
  page.locator('.getting-started-step', { hasText: TITLES[step] }).first();

const isDone = (page: Page, step: Step): Locator =>
  stepOf(page, step).locator('.codicon-getting-started-step-checked');

async function openWalkthrough({ workbench, page }: { workbench: WorkbenchPage; page: Page }): Promise<void> {
  // A window that was just loaded may take the focus, which closes the list: then it is opened again.
  for (let attempt = 1; ; attempt++) {
    await workbench.run('Welcome: Open Walkthrough...');
    try {
      await workbench.row('Get Started with Tenon').click({ timeout: 8000 });
      break;
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
  await stepOf(page, 'example').waitFor();
}

/** Unfolds a step and presses a button of it; a list that has just been shown may fold it again. */
async function press(page: Page, step: Step, button: string): Promise<void> {
  const shown = stepOf(page, step).locator('.monaco-button', { hasText: button }).first();
  for (let attempt = 1; !(await shown.isVisible()); attempt++) {
    await stepOf(page, step).getByText(TITLES[step]).first().click();
    try {
      await shown.waitFor({ timeout: 4000 });
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
  await shown.click();
}

const done = async (page: Page): Promise<Step[]> => {
  const steps = Object.keys(TITLES) as Step[];
  const counts = await Promise.all(steps.map((step) => isDone(page, step).count()));
  return steps.filter((_, index) => counts[index]! > 0);
};

/** From an empty folder through the steps; each is ticked off by what it does, and the window may close in between. */
export const WALKTHROUGH_SCENES: Readonly<Record<string, Scene>> = {
  'ticks off each step that is done': async ({ workbench, page, folder }) => {
    await openWalkthrough({ workbench, page });
    assert.deepEqual(await done(page), []);
    await press(page, 'example', 'Open the Example');
    await workbench.row('In ').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: '.tenon' }).waitFor();
    assert.ok(existsSync(join(folder, 'delays/features.tenon')));

    await openWalkthrough({ workbench, page });
    await isDone(page, 'example').waitFor();
    await press(page, 'types', 'Show Where dep_delay Comes From');
    await page.locator('.tab.active', { hasText: 'features.tenon' }).waitFor();
    await page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor();
    await page.keyboard.press('Escape');

    await openWalkthrough({ workbench, page });
    await isDone(page, 'types').waitFor();
    assert.deepEqual(await done(page), ['example', 'types']);
    await workbench.picture('walkthrough-done');
  },

  'goes on where it was after the window was loaded again': async ({ workbench, page, folder }) => {
    await page.reload();
    await page.locator('.monaco-workbench').waitFor();
    await openWalkthrough({ workbench, page });
    await isDone(page, 'types').waitFor();
    assert.deepEqual(await done(page), ['example', 'types']);
    await press(page, 'mistake', 'Rename a Column');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'dep_delay' }).first().waitFor();
    await page.keyboard.press('Control+1');
    await page.locator('.tab.active', { hasText: 'data.tenon' }).waitFor();
    await workbench.run('File: Revert File');
    assert.doesNotMatch(await readFile(join(folder, 'delays/data.tenon'), 'utf8'), /departed_late/u);
    await openWalkthrough({ workbench, page });
    await isDone(page, 'mistake').waitFor();

    // What is asked for and then left is not lost: the step can be done again.
    await press(page, 'generate', 'Generate Files');
    await workbench.row('dev').waitFor();
    await page.keyboard.press('Escape');
    await openWalkthrough({ workbench, page });
    await isDone(page, 'generate').waitFor();
    assert.equal(existsSync(join(folder, 'generated')), false);
    await press(page, 'launch', 'Deploy');
    await workbench.row('dev').waitFor();
    await page.keyboard.press('Escape');
    await openWalkthrough({ workbench, page });
    await isDone(page, 'launch').waitFor();
    assert.deepEqual(await done(page), ['example', 'types', 'mistake', 'generate', 'launch']);
  },
};
