import * as vscode from 'vscode';
import { CLIENT_COMMANDS, CLIENT_VIEWS } from './features/registry.ts';
import { registerCommands } from './infrastructure/commands.ts';
import { ContentPreview } from './infrastructure/content-preview.ts';
import { LanguageServer } from './infrastructure/language-server.ts';
import { Log } from './infrastructure/log.ts';
import { Memory } from './infrastructure/memory.ts';
import type { Services } from './infrastructure/services.ts';
import { TenonCommand } from './infrastructure/tenon-command.ts';

/** Registers the commands first, so that none is missing while the server comes up. */
export function activate(context: vscode.ExtensionContext): void {
  const log = new Log();
  const memory = new Memory(context.workspaceState);
  const server = new LanguageServer(context, log, memory);
  const preview = new ContentPreview();
  const services: Services = {
    context,
    log,
    server,
    preview,
    command: new TenonCommand(context, log),
    memory,
  };
  context.subscriptions.push(
    log,
    preview.register(),
    registerCommands(CLIENT_COMMANDS, services),
    ...CLIENT_VIEWS.map((view) => view.register(services)),
    new vscode.Disposable(() => void server.stop()),
  );
  server.start().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
}
