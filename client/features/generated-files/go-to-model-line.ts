import * as vscode from 'vscode';
import { COMMANDS, LINE_ORIGIN, type LineOrigin } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';
import { questionAt } from './origin-hover.ts';
import { showPlaces } from './show-places.ts';

/** From a line of a generated file to what caused it in the model. */
export const command: ClientCommand = {
  id: COMMANDS.goToModelLine,
  async execute({ server }) {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return undefined;
    const { line } = editor.selection.active;
    const origin = await server.request(LINE_ORIGIN, questionAt(editor.document, line));
    if (!origin || origin.places.length === 0) {
      void vscode.window.showInformationMessage(whyNot(origin));
      return undefined;
    }
    const places = origin.places.map(({ uri, range: { start, end } }) => {
      const range = new vscode.Range(start.line, start.character, end.line, end.character);
      return new vscode.Location(vscode.Uri.parse(uri), range);
    });
    await showPlaces(editor, places);
    return places.length;
  },
};

function whyNot(origin: LineOrigin | null): string {
  switch (origin?.cause) {
    case 'by hand':
      return vscode.l10n.t('This line was written by hand: no line of the model caused it.');
    case 'boilerplate':
      return vscode.l10n.t('Every output of this target has this line: no line of the model caused it.');
    default:
      return vscode.l10n.t('Tenon has not generated this line.');
  }
}
