import * as vscode from 'vscode';
import type { ClientView } from '../client-view.ts';

/** Key of the project that the walkthrough goes on in, in the memory of all windows. */
export const GOES_ON_IN = 'walkthrough goes on in';

const WALKTHROUGH = 'tenon.tenon#tenon.start';

/** Shows the walkthrough again in the window of the project that was made from it. */
export const view: ClientView = {
  register({ context, log }) {
    const folder = context.globalState.get<string>(GOES_ON_IN);
    const isHere = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === folder);
    if (isHere) {
      goOn(context.globalState).catch((error: unknown) => log.warn(String(error)));
    }
    return new vscode.Disposable(() => undefined);
  },
};

async function goOn(state: vscode.Memento): Promise<void> {
  await state.update(GOES_ON_IN, undefined);
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', {
    category: WALKTHROUGH,
    step: `${WALKTHROUGH}#types`,
  });
}
