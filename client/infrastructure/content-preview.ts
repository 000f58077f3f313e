import * as vscode from 'vscode';
import { placeLinks } from './place-links.ts';

const SCHEME = 'tenon-preview';

interface Preview {
  readonly text: string;
  /** Folder that the places in the text are relative to. */
  readonly project?: vscode.Uri;
}

/** Read-only texts that exist only in the editor, such as the plan of a deployment. */
export class ContentPreview implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider {
  readonly #previews = new Map<string, Preview>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME }, this),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#previews.get(uri.path)?.text ?? '';
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const project = this.#previews.get(document.uri.path)?.project;
    return project ? placeLinks(document, project) : [];
  }

  /** Makes or replaces a text; the name decides how it is coloured. With a project, places in it become links. */
  put(name: string, text: string, project?: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.#previews.set(uri.path, {
      text,
      ...(project === undefined ? {} : { project: vscode.Uri.parse(project) }),
    });
    this.#changed.fire(uri);
    return uri;
  }

  /** Forgets every text whose name begins so. */
  drop(prefix: string): void {
    for (const path of [...this.#previews.keys()]) {
      if (path.startsWith(`/${prefix}`)) this.#previews.delete(path);
    }
  }

  /** Shows a text and gives its URI. */
  async show(name: string, text: string, project?: string): Promise<string> {
    const uri = this.put(name, text, project);
    await vscode.window.showTextDocument(uri, { preview: true, preserveFocus: false });
    return uri.toString();
  }
}
