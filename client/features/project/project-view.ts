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
      const { state } = server;
      // With several projects each says its own environment.
      const [only, ...others] = 'shown' in state ? state.shown : [];
      shown.description = others.length === 0 ? (only?.environment?.split('.').at(-1) ?? '') : '';
      isStale = !shown.visible;
      if (shown.visible) tree.refresh();
    };
    server.on(PROJECT_TREE_CHANGED, changed);
    return vscode.Disposable.from(
      shown,
      tree,
      // What was generated and measured; the figures of the tree come from there.
      server.onDidMakeFiles(changed),
      server.onDidChangeState(changed),
      shown.onDidChangeVisibility(({ visible }) => {
        if (!visible || !isStale) return;
        isStale = false;
        tree.refresh();
      }),
    );
  },
};
