import Mocha from 'mocha';
import { runMochaInHost } from '../../../tools/setup/vscode/mocha-run.ts';

/** The entry that VS Code calls inside the extension host of a trusted workspace. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 40_000 });
  mocha.suite.emit('pre-require', globalThis, 'host', mocha);
  await import('./language.suite.ts');
  await import('./views.suite.ts');
  await import('./new-project.suite.ts');
  await import('./key-bindings.suite.ts');
  await import('./commands.suite.ts');
  await import('./server.suite.ts');
  await runMochaInHost(mocha);
}
