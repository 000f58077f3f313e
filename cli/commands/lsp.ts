import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

export const command: CliCommand = {
  name: 'lsp',
  summary: 'start the language server on standard input and output',
  details: 'For editors other than VS Code. Speaks the Language Server Protocol until the editor ends it.',
  examples: [{ line: 'lsp --stdio', says: 'starts the server; editors call it so' }],
  declare: (command) => command.option('--stdio', 'the only transport there is; editors name it'),
  async run(context) {
    const { existsSync } = await import('node:fs');
    const path = await import('node:path');
    const { pathToFileURL } = await import('node:url');
    const { packageRoot } = await import('../package-root.ts');
    // From source the server is a TypeScript file; shipped, it is a bundle of its own.
    const entry = import.meta.url.endsWith('.ts') ? 'server/main/node.ts' : 'out/server.mjs';
    const server = path.join(packageRoot(), entry);
    if (!existsSync(server)) {
      return refuse(context, {
        exitCode: EXIT.toolFailed,
        message: `The language server ${entry} is not there.`,
        help: 'Install Tenon again.',
      });
    }
    // The server's library chooses its transport by this argument.
    if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
    await import(pathToFileURL(server).href);
    return untilAborted(context.signal);
  },
};

/** The server ends the process itself when the editor says so. */
const untilAborted = (signal: AbortSignal): Promise<typeof EXIT.ok> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(EXIT.ok), { once: true });
    process.stdin.once('close', () => resolve(EXIT.ok));
  });
