import * as vscode from 'vscode';
import { CAUSED_LINES, COMMANDS, NAMES_AT } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';
import { showPlaces } from './show-places.ts';

/** From a name or value of the model to the generated lines that it has caused. */
export const command: ClientCommand = {
  id: COMMANDS.goToGeneratedLines,
  async execute({ server }) {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return undefined;
    const { line, character } = editor.selection.active;
    const uri = editor.document.uri.toString();
    const found = await server.request(NAMES_AT, { uri, position: { line, character } });
    const names = [found?.at, found?.around].flatMap((each) => (each ? [each.name] : []));
    const project = found?.project;
    const caused =
      project === undefined || names.length === 0
        ? null
        : await server.request(CAUSED_LINES, { uri: project, names });
    if (!caused) {
      const message =
        names.length === 0
          ? vscode.l10n.t('Nothing of the model stands here.')
          : vscode.l10n.t('Nothing was generated from {0} yet.', names[0]!);
      void vscode.window.showInformationMessage(message);
      return undefined;
    }
    const places = caused.files.flatMap((file) =>
      file.ranges.map(([first, last]) => {
        const range = new vscode.Range(first, 0, last, 0);
        return new vscode.Location(vscode.Uri.parse(file.uri), range);
      }),
    );
    await showPlaces(editor, places);
    return places.length;
  },
};
