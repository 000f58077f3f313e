import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleLine } from '../../../bench/report/testing/sample-result.ts';
import { COMMANDS } from '../../../protocol/index.ts';
import { open, placeOf, projectUri as project, uriOf } from './editing.ts';

const MODEL = 'flights.delays.late_net';
const HISTORY = '.tenon/bench/history.jsonl';

const exists = (path: string): Thenable<boolean> =>
  vscode.workspace.fs.stat(uriOf(path)).then(
    () => true,
    () => false,
  );

const textOf = (path: string): Thenable<string> =>
  vscode.workspace.fs.readFile(uriOf(path)).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );

const lenses = async (): Promise<string[]> => {
  const { uri } = await open('delays/model.tenon');
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return all.map(({ command }) => command!.title);
};

const reportTabs = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => (input as { viewType?: string } | undefined)?.viewType?.endsWith('tenon.benchmarkReport') === true); // prettier-ignore

/** Asks again until the answer is as wanted; mocha's time limit ends it. */
async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const clear = (): Thenable<unknown> =>
  vscode.commands.executeCommand(COMMANDS.clearBenchmarks, { project: project(), confirmed: true });

describe('benchmarks', () => {
  before(() => clear());

  it('run two at a time, of which one waits, and are cancelled without a result', async function () {
    this.timeout(120_000);
    const runs = [
      vscode.commands.executeCommand(COMMANDS.benchmark, { project: project(), model: MODEL }),
      vscode.commands.executeCommand(COMMANDS.benchmarkAll, { project: project() }),
    ];
    await until(
      () => Promise.resolve(vscode.tasks.taskExecutions.map(({ task }) => task.name)),
      (names) => names.filter((name) => name.startsWith('Benchmark')).length === 2,
    );
    // The same one does not run twice.
    const again = vscode.commands.executeCommand(COMMANDS.benchmark, { project: project(), model: MODEL });
    assert.equal(await again, undefined);
    // What is running writes its result, so nothing is cleared.
    assert.equal(await clear(), false);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.cancelBenchmark, { all: true }), 2);
    assert.deepEqual(await Promise.all(runs), [undefined, undefined]);
    assert.equal(vscode.tasks.taskExecutions.length, 0);
    assert.equal(await textOf(HISTORY), '');
    assert.equal(await vscode.commands.executeCommand(COMMANDS.cancelBenchmark), 0);
  });

  it('show their results over the model and on hover as soon as the file is there', async () => {
    assert.equal((await lenses()).length, 1);
    await vscode.workspace.fs.writeFile(
      uriOf(HISTORY),
      new TextEncoder().encode(`torn\n${sampleLine(MODEL)}\n`),
    );
    const [, result] = await until(lenses, (titles) => titles.length === 2);
    assert.match(result!, /p50 1\.21 ms · p99 1\.94 ms · 787\/s · CPU · Some Chip · \d+ days? ago/u);
    const document = await open('delays/model.tenon');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf(document, 'model late_net', 8),
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value))
      .join();
    assert.match(text, /\| batch 1 \| 1\.21 ms/u);
  });

  it('have one report for each project', async () => {
    const show = (): Thenable<unknown> =>
      vscode.commands.executeCommand(COMMANDS.showBenchmarkReport, { project: project(), model: MODEL });
    assert.equal(await show(), project());
    await until(
      () => Promise.resolve(reportTabs()),
      (tabs) => tabs.some(({ label }) => label === 'Benchmark late_net'),
    );
    await show();
    assert.equal(reportTabs().length, 1);
    await vscode.window.tabGroups.close(reportTabs());
  });

  it('of one model are cleared, and those of others stay', async () => {
    await vscode.workspace.fs.writeFile(
      uriOf(HISTORY),
      new TextEncoder().encode(`torn\n${sampleLine(MODEL)}\n${sampleLine('flights.other')}\n`),
    );
    const clearOne = (model: string): Thenable<unknown> =>
      vscode.commands.executeCommand(COMMANDS.clearBenchmarks, {
        project: project(),
        confirmed: true,
        model,
      });
    assert.equal(await clearOne('flights.nothing'), false);
    assert.equal(await clearOne('flights.other'), true);
    assert.equal(await textOf(HISTORY), `torn\n${sampleLine(MODEL)}\n`);
    assert.equal((await lenses()).length, 2);
  });

  it('are cleared, and gone from the editor', async () => {
    assert.equal(await clear(), true);
    assert.equal(await exists(HISTORY), false);
    await until(lenses, (titles) => titles.length === 1);
    assert.equal(await clear(), false);
  });
});
