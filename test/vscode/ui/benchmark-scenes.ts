import { setTimeout as pause } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import {
  sampleComparison,
  sampleLine,
  type SampleOptions,
} from '../../../bench/report/testing/sample-result.ts';
import type { Scene } from './scenes.ts';

const MODEL = 'flights.delays.late_net';

/** What a person sees of measurements: verdicts, hover, report. */
export const BENCHMARK_SCENES: Readonly<Record<string, Scene>> = {
  'says what to do while nothing was measured': async ({ workbench, page }) => {
    await workbench.openFile('delays/model.tenon', 'late_net');
    await page.locator('.codelens-decoration a', { hasText: 'Benchmark' }).first().waitFor();
    await workbench.run('Tenon: Show Benchmark Report');
    await report(page).getByText('Nothing was measured yet').waitFor();
    await workbench.picture('report-empty');
    await workbench.run('View: Close All Editors');
  },

  'shows phase and time in the status bar, and cancels': async ({ workbench, page }) => {
    await workbench.openFile('delays/model.tenon', 'late_net');
    await page.locator('.codelens-decoration a', { hasText: 'Benchmark' }).first().click();
    const item = page.locator('.statusbar-item', { hasText: /late_net: .*s left/u }).first();
    await item.waitFor();
    await workbench.picture('benchmark-progress');
    await workbench.run('Tenon: Cancel Benchmark');
    await item.waitFor({ state: 'detached' });
    await workbench.run('View: Hide Panel');
    // A benchmark that was cancelled leaves no result.
    await page.locator('.codelens-decoration a', { hasText: 'p50' }).first().waitFor({ state: 'detached' });
  },

  'shows last figures over the model, with machine and age': async ({ workbench, page, folder }) => {
    await keepResults(folder);
    await page.locator('.codelens-decoration a', { hasText: 'p50' }).first().waitFor();
    await workbench.picture('lens-result');
    await workbench.putCursor(21, 8);
    const text = await workbench.hover();
    assert.match(text, /Measured 2026-05-05/u);
    assert.match(text, /p50 of the last 4 here/u);
    await workbench.picture('hover-measured');
    await page.keyboard.press('Escape');
  },

  'shows verdicts beside objectives, in every theme': async ({ workbench, page, folder }) => {
    const service = join(folder, 'delays/service.tenon');
    const text = await readFile(service, 'utf8');
    await writeFile(service, text.replace('latency.p99 < 20ms', 'latency.p99 < 20ms, memory < 2GiB'));
    await workbench.openFile('delays/service.tenon', 'delay_api');
    await besideWords(page, '✓ kept');
    await besideWords(page, '✗ broken');
    await page.locator('.squiggly-warning').first().waitFor();
    await workbench.run('View: Close Panel').catch(() => undefined);
    for (const theme of ['high contrast', 'high contrast light', 'light', 'dark'] as const) {
      await workbench.useTheme(theme);
      await workbench.picture(`verdicts-${theme.replaceAll(' ', '-')}`);
    }
  },

  'opens the report, readable in every theme': async ({ workbench, page }) => {
    await workbench.openFile('delays/model.tenon', 'late_net');
    await page.locator('.codelens-decoration a', { hasText: 'p50' }).first().click();
    const view = report(page);
    await view.getByRole('heading', { name: 'Percentiles' }).waitFor();
    for (const title of [
      'Latency distribution',
      'Throughput against latency',
      'Provider placement',
      'History',
      'Comparisons in turns',
    ]) {
      await view.getByRole('heading', { name: title }).waitFor();
    }
    assert.equal(await view.locator('figure svg').count(), 10);
    assert.equal(await view.locator('p.missing').count(), 0);
    await page.setViewportSize({ width: 1440, height: 1700 });
    for (const theme of ['high contrast', 'high contrast light', 'light', 'dark'] as const) {
      await workbench.useTheme(theme);
      for (const part of ['objectives', 'throughput', 'cold', 'paired']) {
        await view.locator(`#${part}`).evaluate((section) => section.scrollIntoView());
        await workbench.picture(`report-${part}-${theme.replaceAll(' ', '-')}`);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  },

  'reaches all of the report by the keyboard, and unfolds a table': async ({ workbench, page }) => {
    const view = report(page);
    await view.getByRole('button', { name: 'Measure Again' }).focus();
    const reached: string[] = [];
    for (let step = 0; step < 40 && !reached.includes('SUMMARY'); step++) {
      await page.keyboard.press('Tab');
      reached.push(await view.locator(':focus').evaluate((element) => element.tagName));
    }
    assert.ok(reached.includes('SUMMARY'), reached.join());
    await page.keyboard.press('Enter');
    await view.locator('#percentiles table').waitFor();
    await workbench.picture('report-table');
  },

  'saves what it shows': async ({ workbench, page, folder }) => {
    const view = report(page);
    const saved = async (name: string, button: string): Promise<string> => {
      await view.getByRole('button', { name: button, exact: true }).click();
      await page.locator('.quick-input-widget:not([style*="display: none"]) input').first().waitFor();
      await page.keyboard.press('Enter');
      return written(join(folder, name));
    };
    const html = await saved(`${MODEL}-benchmark.html`, 'Export as HTML');
    await workbench.toast(`Saved ${MODEL}-benchmark.html`).waitFor();
    assert.match(html, /<svg[^]*<table/u);
    assert.match(html, /late_net\.onnx at main[^]*faster, significant/u);
    assert.doesNotMatch(html, /<script|https?:\/\/(?!www\.w3\.org)/u);
    assert.match(
      await saved(`${MODEL}-benchmark.csv`, 'Export as CSV'),
      /latency\.p99,s,[^]*paired\.ratio\.faster,1,0\.9,/u,
    );
    assert.match(
      await saved(`${MODEL}-benchmark.md`, 'Export as Markdown'),
      /## Percentiles[^]*## Comparisons in turns[^]*faster, significant/u,
    );
    assert.equal((JSON.parse(await saved(`${MODEL}-benchmark.json`, 'Export as JSON')) as { results: unknown[] }).results.length, 4); // prettier-ignore
    assert.match(await saved(`${MODEL}-percentiles.svg`, 'Export as SVG: Percentiles'), /^<svg[^>]*xmlns/u);
    assert.match(await saved(`${MODEL}-percentiles.png`, 'Export as PNG: Percentiles'), /PNG/u);
  },

  'leaves the keyboard to whoever has it when it is drawn anew': async ({ page }) => {
    const view = report(page);
    await view.getByRole('button', { name: 'Measure Again' }).focus();
    await page.keyboard.press('F1');
    const field = page.locator('.quick-input-widget:not([style*="display: none"]) .quick-input-box input');
    await field.waitFor();
    const before = await view.locator('#percentiles figure svg').getAttribute('width');
    await page.setViewportSize({ width: 1100, height: 900 });
    await view.locator(`#percentiles figure svg:not([width="${before}"])`).waitFor();
    await page.keyboard.type('Tenon: Show');
    assert.equal(await field.inputValue(), '>Tenon: Show');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
    await view.locator(`#percentiles figure svg[width="${before}"]`).waitFor();
  },

  'shows results in the report as soon as another program has made them': async ({ page, folder }) => {
    const history = join(folder, '.tenon/bench/history.jsonl');
    const [first] = (await readFile(history, 'utf8')).split('\n');
    const shown = report(page)
      .locator('dl dd', { hasText: /2026-05-1\d 10:00 UTC/u })
      .first();
    // A window that has just begun watches files only after a moment, so results come until one is seen.
    for (let day = 10; !(await shown.isVisible()); day++) {
      assert.ok(day < 20, 'no result is shown');
      await appendFile(history, `${first!.replace('2026-05-02', `2026-05-${day}`)}\n`);
      await shown.waitFor({ timeout: 4000 }).catch(() => undefined);
    }
  },

  'shows the report again when the window is loaded anew': async ({ workbench, page }) => {
    // Whatever is shown now is not what is shown then.
    await page.evaluate(() => document.body.setAttribute('data-before', ''));
    await workbench.run('Developer: Reload Window');
    await page.locator('body:not([data-before])').waitFor();
    await page.locator('.tab.active', { hasText: 'late_net' }).waitFor();
    await report(page).getByRole('heading', { name: 'Percentiles' }).waitFor();
    await workbench.picture('report-after-reload');
    await workbench.run('View: Close All Editors');
  },

  'clears the results after a question': async ({ workbench, page }) => {
    await workbench.openFile('delays/model.tenon', 'late_net');
    await workbench.run('Tenon: Clear Benchmark Results…');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await workbench.picture('clear-results');
    await dialog.locator('.monaco-button', { hasText: 'Clear Results' }).click();
    await page.locator('.codelens-decoration a', { hasText: 'p50' }).first().waitFor({ state: 'detached' });
    await workbench.openFile('delays/service.tenon', 'delay_api');
    await besideWords(page, 'kept', false);
  },
};

/** The page inside of the page that VS Code puts around it. */
const report = (page: Page): FrameLocator =>
  page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');

/** Waits until a text stands beside words, or does not. It is the content of a style, so no locator finds it. */
const besideWords = (page: Page, text: string, isThere = true): Promise<unknown> =>
  page.waitForFunction(
    ([wanted, expected]) =>
      [...document.querySelectorAll('.monaco-editor .view-line span')].some((span) =>
        getComputedStyle(span, '::after').content.includes(wanted),
      ) === expected,
    [text, isThere] as const,
  );

/** Results of this machine and of the example's model, with everything that a result may have. */
async function keepResults(folder: string): Promise<void> {
  const bytes = await readFile(join(folder, 'models/late_net.onnx'));
  const current: SampleOptions = {
    path: 'late_net.onnx',
    cpu: cpus()[0]!.model.trim(),
    arch: process.arch,
    memory: totalmem(),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    batches: [1, 8, 32],
    p50: 14e-3,
  };
  const placement = {
    nodes: [
      { provider: 'CPUExecutionProvider', nodes: 11, seconds: 9.1e-3 },
      { provider: 'WebGpuExecutionProvider', nodes: 3, seconds: 3.4e-3 },
    ],
    operators: [
      { operator: 'Gemm', provider: 'CPUExecutionProvider', seconds: 6.2e-3, count: 3 },
      { operator: 'TreeEnsembleClassifier', provider: 'CPUExecutionProvider', seconds: 2.9e-3, count: 1 },
      { operator: 'Relu', provider: 'WebGpuExecutionProvider', seconds: 2.1e-3, count: 3 },
      { operator: 'Concat', provider: 'CPUExecutionProvider', seconds: 1e-3, count: 7 },
    ],
  };
  const lines = [13e-3, 13.5e-3, 16e-3, 14e-3].map((p50, index) =>
    sampleLine(MODEL, {
      ...current,
      p50,
      measuredAt: `2026-05-0${index + 2}T10:00:00.000Z`,
      ...(index === 2 ? { sha256: 'c'.repeat(64) } : {}),
      more: { placement },
    }),
  );
  const against = ['late_net.onnx at main', 'models/late_net.int8.onnx'];
  const comparisons = against.map((label, index) => {
    const paired = sampleComparison();
    const ratio = index === 0 ? paired.ratio : { value: 1.004, low: 0.99, high: 1.02 };
    const comparison = {
      ...paired,
      base: { ...paired.base, label },
      ratio,
      change: index === 0 ? 'faster' : 'same',
    };
    return JSON.stringify({ subject: MODEL, comparison });
  });
  lines.push(...comparisons);
  const history = join(folder, '.tenon/bench/history.jsonl');
  await mkdir(dirname(history), { recursive: true });
  await writeFile(history, lines.map((line) => `${line}\n`).join(''));
}

/** The text of a file, as soon as it is there. Only a few messages are shown at once, so not each file has one. */
async function written(path: string): Promise<string> {
  for (const end = performance.now() + 40_000; ; await pause(100)) {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (text !== '') return text;
    if (performance.now() > end) throw new Error(`${path} was not written.`);
  }
}
