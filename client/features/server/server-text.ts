import * as vscode from 'vscode';
import type { ServerState } from '../../infrastructure/language-server.ts';
import { projectAround } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';

export const versionOf = ({ context }: Pick<Services, 'context'>): string =>
  (context.extension.packageJSON as { version: string }).version;

/** The server's state as a phrase. */
export function stateText(server: ServerState): string {
  switch (server.state) {
    case 'starting':
      return vscode.l10n.t('starting');
    case 'stopped':
      return vscode.l10n.t('not running');
    case 'loading':
      return vscode.l10n.t('reading');
    case 'ready':
      return vscode.l10n.t('projects: {0}, model files: {1}', server.projects, server.files);
  }
}

/** Name of the environment that the project of the open file is shown in; without one that of the only project. */
export function shownEnvironment(server: ServerState): string | undefined {
  if (!('shown' in server)) return undefined;
  const active = vscode.window.activeTextEditor?.document.uri.toString() ?? '';
  const project =
    projectAround(server.shown, active) ?? (server.shown.length === 1 ? server.shown[0] : undefined);
  return project?.environment?.split('.').at(-1);
}
