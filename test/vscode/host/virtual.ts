import Mocha from 'mocha';
import { runMochaInHost } from '../../../tools/setup/vscode/mocha-run.ts';
import { provideExample } from '../virtual-files.ts';

/** The entry that VS Code calls inside the extension host of a computer, in a window whose folder is on no disk. */
export async function run(): Promise<void> {
  provideExample();
  const mocha = new Mocha({ ui: 'bdd', timeout: 40_000 });
  mocha.suite.emit('pre-require', globalThis, 'host', mocha);
  await import('./language.suite.ts');
  await import('./virtual.suite.ts');
  await runMochaInHost(mocha);
}
