import * as vscode from 'vscode';
import { PROJECT_TREE_CHANGED } from '../../../protocol/index.ts';
import type { ClientView } from '../client-view.ts';
import { ProjectTree } from './project-tree.ts';

/** The view "Project": what the models of the workspace say, by area. */
export const view: ClientView = {
  register({ server }) {
    const tree = new ProjectTree(server);
    const shown = vscode.window.createTreeView('tenon.project', {
      treeDataProvider: tree,
      showCollapseAll: true,
    });
    let isStale = false;
    const changed = (): void => {
      isStale = !shown.visible;
      if (shown.visible) tree.refresh();
    };
    server.on(PROJECT_TREE_CHANGED, changed);
    return vscode.Disposable.from(
      shown,
      tree,
      server.onDidChangeState(changed),
      shown.onDidChangeVisibility(({ visible }) => {
        if (!visible || !isStale) return;
        isStale = false;
        tree.refresh();
      }),
    );
  },
};
