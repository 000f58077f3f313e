import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { ClientCommand } from '../client-command.ts';
import { stateText, versionOf } from './server-text.ts';

/** Opens the text of a bug report to be completed and sent by hand: nothing leaves the machine. */
export const command: ClientCommand = {
  id: COMMANDS.reportBug,
  async execute(services) {
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: report(services),
    });
    await vscode.window.showTextDocument(document);
    return document.uri.toString();
  },
};

function report({ context, log, server }: Services): string {
  const errors = log.recentErrors;
  const fence = '```';
  return [
    `# ${vscode.l10n.t('Bug report')}`,
    '',
    vscode.l10n.t('What I did, what I expected, and what happened instead:'),
    '',
    '',
    vscode.l10n.t('The smallest model that shows it:'),
    '',
    `${fence}tenon`,
    '',
    fence,
    '',
    '| | |',
    '| --- | --- |',
    `| Tenon | ${versionOf({ context })} |`,
    `| VS Code | ${vscode.version} (${vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop'}${vscode.env.remoteName === undefined ? '' : `, ${vscode.env.remoteName}`}) |`,
    `| Platform | ${platform()} |`,
    `| Server | ${stateText(server.state)} |`,
    `| Trusted | ${vscode.workspace.isTrusted ? 'yes' : 'no'} |`,
    '',
    vscode.l10n.t('Last errors; look through them for what you do not want to share:'),
    '',
    `${fence}text`,
    errors.length === 0 ? vscode.l10n.t('none') : errors.join('\n\n').replaceAll(fence, "'''"),
    fence,
    '',
  ].join('\n');
}

/** In a browser there is no process to ask. */
function platform(): string {
  if (vscode.env.uiKind === vscode.UIKind.Web && typeof process === 'undefined') return 'browser';
  return `${process.platform} ${process.arch}, Node ${process.versions.node}`;
}
