import * as vscode from 'vscode';
import type { ProjectArgument } from '../../protocol/index.ts';
import type { ClientCommand } from '../features/client-command.ts';
import type { Services } from './services.ts';

/** Registers commands; one that fails is logged and told, with a way to the log. */
export function registerCommands(commands: readonly ClientCommand[], services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map((command) =>
      vscode.commands.registerCommand(command.id, async (argument?: unknown) => {
        try {
          return await command.execute(services, withoutUri(argument));
        } catch (error) {
          await tellError(error, services);
          return undefined;
        }
      }),
    ),
  );
}

/** Menus of the explorer and of editors give the URI of their file. */
const withoutUri = (argument: unknown): unknown =>
  argument instanceof vscode.Uri ? ({ file: argument.toString() } satisfies ProjectArgument) : argument;

async function tellError(error: unknown, { log }: Services): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  log.error(error instanceof Error ? error : String(error));
  const output = vscode.l10n.t('Show Output');
  const message = error instanceof Error ? error.message : String(error);
  if ((await vscode.window.showErrorMessage(`Tenon: ${message}`, output)) === output) log.show();
}
