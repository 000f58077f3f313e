import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../../../protocol/index.ts';
import type { ClientView } from '../client-view.ts';
import { Decorations } from './decorations.ts';
import { KnownFiles } from './known-files.ts';
import { CausedLinesHover, OriginHover } from './origin-hover.ts';

/** What the editor shows of generated files: marks, where lines come from, and the buttons of stale ones. */
export const view: ClientView = {
  register(services) {
    const { server } = services;
    const files = new KnownFiles(services);
    const decorations = new Decorations(files);
    return vscode.Disposable.from(
      files,
      decorations,
      files.onDidChange(() => tellContext(files)),
      vscode.window.registerFileDecorationProvider(decorations),
      vscode.languages.registerHoverProvider({ scheme: 'file' }, new OriginHover(server, files)),
      vscode.languages.registerHoverProvider(
        { scheme: 'file', language: LANGUAGE_ID },
        new CausedLinesHover(server, files),
      ),
    );
  },
};

/**
 * In `when` clauses: `resourcePath in tenon.staleFiles`. A window on another machine knows the same file by another
 * scheme, and takes its path as the URI has it.
 */
function tellContext(files: KnownFiles): void {
  const all = [...files.all];
  const paths = (some: typeof all): string[] =>
    some.flatMap(({ uri }) => {
      const { fsPath, path } = vscode.Uri.parse(uri);
      return fsPath === path ? [path] : [fsPath, path];
    });
  const set = (key: string, value: readonly string[]): void =>
    void vscode.commands.executeCommand('setContext', key, value);
  set('tenon.generatedFiles', paths(all));
  set('tenon.staleFiles', paths(all.filter(({ state }) => state === 'stale' || state === 'abandoned')));
}
