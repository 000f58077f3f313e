import * as vscode from 'vscode';
import { placeLinks } from './place-links.ts';

export const PREVIEW_SCHEME = 'tenon-preview';

interface Preview {
  readonly text: string;
  /** Folder that the places in the text are relative to. */
  readonly project?: vscode.Uri;
  /** Makes the text anew; undefined when there is nothing to say any more. */
  readonly read?: () => Promise<string | undefined>;
}

/** Read-only texts that exist only in the editor, such as the plan of a deployment. */
export class ContentPreview implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider {
  readonly #previews = new Map<string, Preview>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: PREVIEW_SCHEME }, this),
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
    const uri = vscode.Uri.from({ scheme: PREVIEW_SCHEME, path: `/${name}` });
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

  /** Shows a text that follows the model, and gives its URI. */
  async showLive(
    name: string,
    project: string,
    read: () => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const text = await read();
    if (text === undefined) return undefined;
    const uri = await this.show(name, text, project);
    const { path } = vscode.Uri.parse(uri);
    this.#previews.set(path, { ...this.#previews.get(path)!, read });
    return uri;
  }

  /** Makes those texts anew that follow the model and are open. */
  async refresh(): Promise<void> {
    for (const { uri } of vscode.workspace.textDocuments) {
      const known = uri.scheme === PREVIEW_SCHEME ? this.#previews.get(uri.path) : undefined;
      const text = await known?.read?.();
      if (!known || text === undefined || text === known.text) continue;
      this.#previews.set(uri.path, { ...known, text });
      this.#changed.fire(uri);
    }
  }

  /** Shows a text and gives its URI. */
  async show(name: string, text: string, project?: string): Promise<string> {
    const uri = this.put(name, text, project);
    await vscode.window.showTextDocument(uri, { preview: true, preserveFocus: false });
    return uri.toString();
  }
}
