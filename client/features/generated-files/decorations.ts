import * as vscode from 'vscode';
import type { KnownFiles } from './known-files.ts';

/** Marks files in the explorer and on tabs that are not as the model says. */
export class Decorations implements vscode.FileDecorationProvider {
  readonly #files: KnownFiles;
  readonly #changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly #listener: vscode.Disposable;
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(files: KnownFiles) {
    this.#files = files;
    this.#listener = files.onDidChange((uris) => this.#changed.fire([...uris]));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const file = this.#files.of(uri);
    if (!file) return undefined;
    const stale = new vscode.ThemeColor('list.warningForeground');
    switch (file.state) {
      case 'stale':
        return new vscode.FileDecoration(
          '↻',
          vscode.l10n.t('Stale: the model has changed since this file was generated'),
          stale,
        );
      case 'abandoned':
        return new vscode.FileDecoration(
          '✕',
          vscode.l10n.t('The model asks for no such file any more'),
          stale,
        );
      case 'current':
      case 'unknown':
        return file.isEdited
          ? new vscode.FileDecoration('✎', vscode.l10n.t('Edited by hand since it was generated'))
          : undefined;
    }
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
