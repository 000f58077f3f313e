import type { ClientCapabilities, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../../../language/index.ts';
import { groupBy } from '../../text/group-by.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
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
}

/**
 * Edits as the editor applies them: for the versions of the texts that they were made from. Edits of several files
 * are marked as such, so that the editor shows them before it applies them.
 */
export function workspaceEdit(
  title: string,
  edits: readonly FileEdit[],
  context: EditContext,
): WorkspaceEdit {
  const { host, workspace, client } = context;
  const support = client.workspace?.workspaceEdit;
  const byUri = groupBy(edits, ({ file }) => host.uriOf(file));
  if (!support?.documentChanges) {
    const changes = [...byUri].map(([uri, all]) => [uri, all.map(plain)] as const);
    return { changes: Object.fromEntries(changes) };
  }
  const annotation = byUri.size > 1 && support.changeAnnotationSupport ? 'files' : undefined;
  const takesSnippets = support.snippetEditSupport === true && byUri.size === 1;
  const textEdit = (edit: FileEdit): TextDocumentEdit['edits'][number] =>
    takesSnippets && edit.snippet !== undefined
      ? { range: edit.range, snippet: { kind: 'snippet', value: edit.snippet } }
      : { ...plain(edit), ...(annotation === undefined ? {} : { annotationId: annotation }) };
  const documentChanges = [...byUri].map(([uri, all]): TextDocumentEdit => ({
    textDocument: { uri, version: workspace.versionOf(uri) ?? null },
    edits: all.map(textEdit),
  }));
  if (annotation === undefined) return { documentChanges };
  const label = { label: title, needsConfirmation: true, description: `${byUri.size} files` };
  return { documentChanges, changeAnnotations: { [annotation]: label } };
}

const plain = ({ range, newText }: TextEdit): { range: TextEdit['range']; newText: string } => ({
  range,
  newText,
});
