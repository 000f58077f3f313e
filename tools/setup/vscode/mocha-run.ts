import type Mocha from 'mocha';
import { writeExtensionTestResult } from './extension-test-result.ts';

/**
 * The body of a test entry's `run()`: runs the loaded suites, writes the result, and rejects when a test
 * failed. The same entry serves this server and @vscode/test-electron.
 */
export async function runMochaInHost(mocha: Mocha): Promise<void> {
  const failures: { title: string; message: string }[] = [];
  const skips: string[] = [];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', () => counts.passed++);
    runner.on('pending', (test) => {
      counts.skipped++;
      skips.push(test.fullTitle());
    });
    runner.on('fail', (test, error: Error) => {
      counts.failed++;
      failures.push({ title: test.fullTitle(), message: error.stack ?? error.message });
    });
  });
  await writeExtensionTestResult({ ...counts, skips, failures });
  if (counts.failed > 0)
    throw new Error(`${counts.failed} failed: ${failures.map(({ title }) => title).join('; ')}`);
}
