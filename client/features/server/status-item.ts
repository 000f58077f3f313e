import * as vscode from 'vscode';
import { COMMANDS, LANGUAGE_ID } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { ClientView } from '../client-view.ts';
import { shownEnvironment, stateText, versionOf } from './server-text.ts';

/** Files whose editor shows the item. */
const SELECTOR: vscode.DocumentSelector = [{ language: LANGUAGE_ID }, { pattern: '**/tenon.json' }];

/** The one item of the server: how it is, its version, and the environment that is shown. */
export const view: ClientView = {
  register(services) {
    const item = vscode.languages.createLanguageStatusItem('tenon.status', SELECTOR);
    item.name = 'Tenon';
    const show = (): void => update(item, services);
    show();
    return vscode.Disposable.from(
      item,
      services.server.onDidChangeState(show),
      services.log.onDidChangeErrors(show),
      vscode.window.onDidChangeActiveTextEditor(show),
    );
  },
};

function update(item: vscode.LanguageStatusItem, services: Services): void {
  const { log, server } = services;
  const { state } = server;
  const environment = shownEnvironment(state) ?? vscode.l10n.t('none');
  const errors = log.recentErrors.length;
  item.text = `Tenon ${versionOf(services)}: ${stateText(state)}`;
  item.busy = state.state === 'starting' || state.state === 'loading';
  if (state.state === 'stopped') {
    item.severity = vscode.LanguageStatusSeverity.Error;
    item.detail = vscode.l10n.t('Models are not checked');
    item.command = { command: COMMANDS.restartServer, title: vscode.l10n.t('Restart Language Server') };
  } else if (errors > 0) {
    item.severity = vscode.LanguageStatusSeverity.Warning;
    item.detail = vscode.l10n.t('Environment: {0}; errors in the log: {1}', environment, errors);
    item.command = { command: COMMANDS.reportBug, title: vscode.l10n.t('Report a Bug…') };
  } else {
    item.severity = vscode.LanguageStatusSeverity.Information;
    item.detail = vscode.l10n.t('Environment: {0}', environment);
    item.command = { command: COMMANDS.selectEnvironment, title: vscode.l10n.t('Select Environment…') };
  }
  item.accessibilityInformation = { label: `${item.text}, ${item.detail}` };
}
