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

interface PreviewOptions extends Pick<Preview, 'read'> {
  /** URI of the folder that places in the text are relative to: with it they become links. */
  readonly project?: string;
  /** Tells two texts with the same name apart, such as those of a diff. */
  readonly side?: string;
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
    return this.#previews.get(keyOf(uri))?.text ?? '';
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const project = this.#previews.get(keyOf(document.uri))?.project;
    return project ? placeLinks(document, project) : [];
  }

  /** Makes or replaces a text; the name decides how it is coloured. */
  put(name: string, text: string, { project, side = '', read }: PreviewOptions = {}): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: PREVIEW_SCHEME, path: `/${name}`, query: side });
    this.#previews.set(keyOf(uri), {
      text,
      ...(project === undefined ? {} : { project: vscode.Uri.parse(project) }),
      ...(read ? { read } : {}),
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
    return text === undefined ? undefined : this.#open(this.put(name, text, { project, read }));
  }

  /** Makes those texts anew that follow the model and are open. */
  async refresh(): Promise<void> {
    for (const { uri } of vscode.workspace.textDocuments) {
      const known = uri.scheme === PREVIEW_SCHEME ? this.#previews.get(keyOf(uri)) : undefined;
      const text = await known?.read?.();
      if (!known || text === undefined || text === known.text) continue;
      this.#previews.set(keyOf(uri), { ...known, text });
      this.#changed.fire(uri);
    }
  }

  /** Shows a text and gives its URI. */
  async show(name: string, text: string, project?: string): Promise<string> {
    return this.#open(this.put(name, text, project === undefined ? {} : { project }));
  }

  async #open(uri: vscode.Uri): Promise<string> {
    await vscode.window.showTextDocument(uri, { preview: true, preserveFocus: false });
    return uri.toString();
  }
}

const keyOf = ({ path, query }: vscode.Uri): string => (query === '' ? path : `${path}?${query}`);
