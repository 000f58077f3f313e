import * as vscode from 'vscode';

const SCHEME = 'tenon-preview';

/** Read-only texts that exist only in the editor, such as the plan of a deployment. */
export class ContentPreview implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  /** Makes or replaces a text; the name decides how it is coloured. */
  put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    return uri;
  }

  /** Forgets every text whose name begins so. */
  drop(prefix: string): void {
    for (const path of [...this.#texts.keys()]) if (path.startsWith(`/${prefix}`)) this.#texts.delete(path);
  }

  async show(name: string, text: string): Promise<void> {
    await vscode.window.showTextDocument(this.put(name, text), { preview: true, preserveFocus: false });
  }
}
