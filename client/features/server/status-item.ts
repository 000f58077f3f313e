import * as vscode from 'vscode';
import { COMMANDS, LANGUAGE_ID } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { ClientView } from '../client-view.ts';
import { shownEnvironment, stateText, versionOf } from './server-text.ts';

/** The one item in the status bar: how the server is, its version, and the environment that is shown. */
export const view: ClientView = {
  register(services) {
    const item = vscode.window.createStatusBarItem('tenon.status', vscode.StatusBarAlignment.Right, 50);
    item.name = vscode.l10n.t('Tenon');
    item.command = COMMANDS.showStatus;
    const show = (): void => update(item, services);
    show();
    return vscode.Disposable.from(
      item,
      services.server.onDidChangeState(show),
      vscode.window.onDidChangeActiveTextEditor(show),
    );
  },
};

function update(item: vscode.StatusBarItem, services: Services): void {
  const { state } = services.server;
  const environment = shownEnvironment(state);
  const icon = ICONS[state.state];
  item.text = `${icon === '' ? '' : `$(${icon}) `}Tenon${environment === undefined ? '' : `: ${environment}`}`;
  const lines = [
    `Tenon ${versionOf(services)}: ${stateText(state)}`,
    ...(environment === undefined ? [] : [vscode.l10n.t('Environment: {0}', environment)]),
  ];
  item.tooltip = new vscode.MarkdownString(lines.join('  \n'));
  item.accessibilityInformation = { label: lines.join(', ') };
  item.backgroundColor =
    state.state === 'stopped' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
  // Where there are no models it would only take room.
  const isNeeded = !('projects' in state) || state.projects > 0 || isModel(vscode.window.activeTextEditor);
  if (isNeeded) item.show();
  else item.hide();
}

const ICONS = { starting: 'loading~spin', loading: 'loading~spin', stopped: 'error', ready: '' } as const;

const isModel = (editor: vscode.TextEditor | undefined): boolean =>
  editor?.document.languageId === LANGUAGE_ID;
