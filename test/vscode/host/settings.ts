import Mocha from 'mocha';
import { runMochaInHost } from '../../../tools/setup/vscode/mocha-run.ts';

/** The entry that VS Code calls inside the extension host of a window for the project file. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 40_000 });
  mocha.suite.emit('pre-require', globalThis, 'host', mocha);
  await import('./settings.suite.ts');
  await runMochaInHost(mocha);
}
