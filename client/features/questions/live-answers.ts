import * as vscode from 'vscode';
import { PROJECT_TREE_CHANGED } from '../../../protocol/index.ts';
import type { ClientView } from '../client-view.ts';

/** Keeps answers that are open as the model is now, in the environment that is shown now. */
export const view: ClientView = {
  register({ server, preview, log }) {
    const refresh = (): void => {
      preview.refresh().catch((error: unknown) => log.warn(String(error)));
    };
    server.on(PROJECT_TREE_CHANGED, refresh);
    return vscode.Disposable.from(
      server.onDidChangeState(({ state }) => {
        if (state === 'ready') refresh();
      }),
    );
  },
};
