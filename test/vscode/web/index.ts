import * as vscode from 'vscode';
import type { WebLanguage } from './run-web.ts';

/** Where the result goes, as the suites' runner reads it: a file of the machine that serves VS Code. */
declare const RESULT_URI: string;
declare const LANGUAGE: WebLanguage;

interface Failure {
  readonly title: string;
  readonly message: string;
}

/** The entry that VS Code calls inside the extension host of a browser. */
export async function run(): Promise<void> {
  const failures: Failure[] = [];
  const skips: string[] = [];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    await runSuites(counts, skips, failures);
  } catch (error) {
    counts.failed++;
    failures.push({ title: 'the test runner', message: textOf(error) });
  }
  const result = new TextEncoder().encode(JSON.stringify({ ...counts, skips, failures }));
  await vscode.workspace.fs.writeFile(vscode.Uri.parse(RESULT_URI), result);
  if (counts.failed > 0) throw new Error(failures.map(({ title }) => title).join('; '));
}

async function runSuites(
  counts: { passed: number; failed: number; skipped: number },
  skips: string[],
  failures: Failure[],
): Promise<void> {
  await import('mocha/mocha.js');
  mocha.setup({ ui: 'bdd', timeout: 60_000, reporter: class {} as unknown as Mocha.ReporterConstructor });
  if (LANGUAGE === 'en') {
    await import('../host/language.suite.ts');
    await import('../host/virtual.suite.ts');
    await import('./browser.suite.ts');
  } else await import('./chinese.suite.ts');
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', () => counts.passed++);
    runner.on('pending', (test) => {
      counts.skipped++;
      skips.push(test.fullTitle());
    });
    runner.on('fail', (test, error: Error) => {
      counts.failed++;
      failures.push({ title: test.fullTitle(), message: textOf(error) });
    });
  });
}

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
