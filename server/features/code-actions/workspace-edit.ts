import type { ClientCapabilities, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../../../language/index.ts';
import { groupBy } from '../../text/group-by.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { Texts } from '../../text/texts.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** An edit of a file of the project; a new text may have places to fill in, as snippets write them. */
export interface FileEdit extends TextEdit {
  /** The new text as a snippet, for editors that can apply one. */
  readonly snippet?: string;
}

export interface EditContext {
  readonly host: ProjectHost;
  readonly workspace: Workspace;
  readonly client: ClientCapabilities;
  readonly texts: Texts;
}

/**
 * Edits as the editor applies them: for the versions of the texts that they were made from. Edits of several files
 * are marked as such, so that the editor shows them before it applies them. New files come first, with their texts.
 */
export function workspaceEdit(
  title: string,
  edits: readonly FileEdit[],
  context: EditContext,
  created: ReadonlyMap<string, string> = new Map(),
): WorkspaceEdit {
  const { host, workspace, client, texts } = context;
  const support = client.workspace?.workspaceEdit;
  const byUri = groupBy(edits, ({ file }) => host.uriOf(file));
  if (!support?.documentChanges) {
    const changes = [...byUri].map(([uri, all]) => [uri, all.map(plain)] as const);
    return { changes: Object.fromEntries(changes) };
  }
  const files = byUri.size + created.size;
  const annotation = files > 1 && support.changeAnnotationSupport ? 'files' : undefined;
  const marked = annotation === undefined ? {} : { annotationId: annotation };
  const takesSnippets = support.snippetEditSupport === true && files === 1;
  const textEdit = (edit: FileEdit): TextDocumentEdit['edits'][number] =>
    takesSnippets && edit.snippet !== undefined
      ? { range: edit.range, snippet: { kind: 'snippet', value: edit.snippet } }
      : { ...plain(edit), ...marked };
  const creations = [...created].flatMap(([path, text]): NonNullable<WorkspaceEdit['documentChanges']> => {
    const uri = host.uriOf(path);
    const edits = [{ range: BEGINNING, newText: text, ...marked }];
    return [{ kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false }, ...marked }, { textDocument: { uri, version: null }, edits }]; // prettier-ignore
  });
  const documentChanges = [...byUri].map(([uri, all]): TextDocumentEdit => ({
    textDocument: { uri, version: workspace.versionOf(uri) ?? null },
    edits: all.map(textEdit),
  }));
  const all = [...creations, ...documentChanges];
  if (annotation === undefined) return { documentChanges: all };
  const label = { label: title, needsConfirmation: true, description: texts.of(`${files} files`) };
  return { documentChanges: all, changeAnnotations: { [annotation]: label } };
}

const BEGINNING = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const plain = ({ range, newText }: TextEdit): { range: TextEdit['range']; newText: string } => ({
  range,
  newText,
});
