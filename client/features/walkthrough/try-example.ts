import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';

/** Where a step of the walkthrough leads in the example. */
interface Step {
  readonly file: string;
  /** Text to look for, the last one of the file; the cursor goes so many characters into it. */
  readonly piece: string;
  readonly into: number;
  readonly replacement?: string;
  /** Command of the editor that shows what there is to see. */
  readonly then?: string;
}

/** Steps by the name that the walkthrough's links give. */
const STEPS: Readonly<Record<string, Step>> = {
  types: { file: 'delays/features.tenon', piece: 'avg(dep_delay', into: 5, then: 'editor.action.showHover' },
  mistake: {
    file: 'delays/data.tenon',
    piece: 'dep_delay ',
    into: 0,
    replacement: 'departed_late ',
    then: 'workbench.actions.view.problems',
  },
};

/** Does a step of the walkthrough in the copy of the example that is open. */
export const command: ClientCommand = {
  id: COMMANDS.tryExample,
  async execute(_services, argument) {
    const name = typeof argument === 'string' ? argument : '';
    const step = STEPS[name];
    if (!step) return undefined;
    const [uri] = await vscode.workspace.findFiles(`**/${step.file}`, '**/{node_modules,generated}/**', 1);
    if (!uri) return offerExample();
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const offset = document.getText().lastIndexOf(step.piece);
    if (offset < 0) return offerExample();
    const place = document.positionAt(offset + step.into);
    editor.selection = new vscode.Selection(place, place);
    editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenter);
    if (step.replacement !== undefined) {
      const range = new vscode.Range(place, document.positionAt(offset + step.piece.length));
      await editor.edit((edit) => edit.replace(range, step.replacement!));
    }
    if (step.then !== undefined) await vscode.commands.executeCommand(step.then);
    // The walkthrough marks the step as done.
    await vscode.commands.executeCommand('setContext', `tenon.tried.${name}`, true);
    return uri.toString();
  },
};

async function offerExample(): Promise<undefined> {
  const open = vscode.l10n.t('Open the Example…');
  const message = vscode.l10n.t('This step works in a fresh copy of the example, which is not open here.');
  if ((await vscode.window.showInformationMessage(message, open)) === open) {
    await vscode.commands.executeCommand(COMMANDS.newProject, { template: 'flights' });
  }
  return undefined;
}
