import Mocha from 'mocha';
import { runMochaInHost } from '../../../tools/setup/vscode/mocha-run.ts';

/** The entry that VS Code calls inside the extension host of a window for measuring. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000 });
  mocha.suite.emit('pre-require', globalThis, 'host', mocha);
  await import('./benchmark.suite.ts');
  await runMochaInHost(mocha);
}
