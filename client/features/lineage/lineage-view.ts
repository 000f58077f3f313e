import * as vscode from 'vscode';
import { COMMANDS, LANGUAGE_ID, PROJECT_TREE_CHANGED, type TreeElement } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';
import type { ClientView } from '../client-view.ts';

const VIEW = 'tenon.lineage';

/** The view "Lineage": what a name is made from, and what is made with it. */
export const view: ClientView = {
  register({ server, log, lineage: tree }) {
    const shown = vscode.window.createTreeView(VIEW, { treeDataProvider: tree, showCollapseAll: true });
    server.on(PROJECT_TREE_CHANGED, () => {
      tree.refresh().catch((error: unknown) => log.error(String(error)));
    });
    return vscode.Disposable.from(
      shown,
      tree,
      tree.onDidChangeTreeData(() => {
        if (tree.root) shown.description = tree.root.name;
      }),
    );
  },
};

/** Shows the lineage of an element of the project view, or of what stands at the cursor. */
export const command: ClientCommand = {
  id: COMMANDS.showLineage,
  async execute({ lineage: tree }, argument) {
    const place = placeOf(argument) ?? placeAtCursor();
    if (!place) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Put the cursor on a name of a model, then show its lineage.'),
      );
      return undefined;
    }
    if (!(await tree.show(place.uri, place.position))) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no name here that data or models go through.'),
      );
      return undefined;
    }
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    return tree.root?.name;
  },
};

interface Place {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** Nodes of the project view carry their element. */
function placeOf(argument: unknown): Place | undefined {
  const { element } = (argument ?? {}) as { readonly element?: TreeElement };
  return element && { uri: element.uri, position: element.range.start };
}

function placeAtCursor(): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
