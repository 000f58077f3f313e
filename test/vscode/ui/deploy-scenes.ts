import assert from 'node:assert/strict';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from './scenes.ts';

const DEPLOY = '.tenon/deploy';
const RUN = '20261121-080000-beef';
const LOG = `${RUN}/2-terraform_plan.log`;

const record = (more: object): string =>
  `${JSON.stringify({ version: 1, at: '2026-11-21T08:00:00.000Z', run: RUN, ...more })}\n`;

const step = (name: string, kind: 'started' | 'finished' | 'failed', more: object): string =>
  record({ record: `step-${kind}`, step: name, inputs: 'h', ...more });

const BEGUN = [
  record({
    record: 'run-started',
    deployment: 'flights.delays.flights_dev',
    environment: 'flights.delays.dev',
    pid: 1,
    kept: ['init'],
    steps: [
      { id: 'init', title: 'Prepare Terraform' },
      { id: 'plan', title: 'Plan the infrastructure' },
      { id: 'apply', title: 'Apply the plan' },
    ],
  }),
  step('plan', 'started', { log: LOG }),
  step('plan', 'failed', { milliseconds: 5300, exitCode: 1 }),
  record({ record: 'run-ended', outcome: 'failed' }),
];

/** What was launched, here or anywhere else; the later scenes build on the earlier ones. */
export const DEPLOY_SCENES: Readonly<Record<string, Scene>> = {
  'says that nothing was launched yet': async ({ workbench, page }) => {
    await workbench.openFile('delays/release.tenon', 'deployment');
    await page.locator('.statusbar-item', { hasText: /Tenon/u }).first().waitFor();
    await workbench.run('Tenon: Focus on Deployment Runs View');
    await page.locator('.sidebar .welcome-view-content', { hasText: 'Nothing was launched yet' }).waitFor();
    await workbench.picture('runs-welcome');
  },

  'shows the last run of each deployment as soon as another program has launched it': async ({
    workbench,
    folder,
  }) => {
    await mkdir(join(folder, DEPLOY, RUN), { recursive: true });
    await writeFile(join(folder, DEPLOY, LOG), 'Error: no credentials\n');
    await appendFile(join(folder, DEPLOY, 'journal.jsonl'), BEGUN.join(''));
    const run = workbench.treeRow('flights_dev');
    await run.waitFor();
    assert.match((await run.getAttribute('aria-label'))!, /^flights_dev, dev, failed, 1 of 3 steps, /u);
    const labels = ['1 Prepare Terraform, done earlier', '2 Plan the infrastructure, failed, 5.3 s, exit code 1', '3 Apply the plan, waiting']; // prettier-ignore
    for (const label of labels)
      await workbench.page.locator(`.sidebar .monaco-list-row[aria-label^="${label}"]`).waitFor();
    await workbench.picture('runs');
  },

  'opens what a step has written, and follows the run': async ({ workbench, page, folder }) => {
    await workbench.treeRow('Plan the infrastructure').click();
    await workbench.line('Error: no credentials').waitFor();
    const more = [
      step('plan', 'started', { log: LOG }),
      step('plan', 'finished', { milliseconds: 61_000, exitCode: 0 }),
    ];
    await appendFile(join(folder, DEPLOY, 'journal.jsonl'), more.join(''));
    await page.locator('.sidebar [aria-label^="2 Plan the infrastructure, done, 1.0 min"]').first().waitFor();
  },

  'goes on in a terminal': async ({ workbench, page }) => {
    const row = workbench.treeRow('flights_dev');
    await row.hover();
    await row.locator('.action-label[aria-label*="Resume Deployment"]').click();
    // The plan ends with what it can't do yet; the command line that the terminal repeats has no such words.
    await page.locator('.terminal-wrapper .xterm-rows', { hasText: 'Service delay_api' }).first().waitFor();
    await workbench.picture('runs-resume');
  },
};
