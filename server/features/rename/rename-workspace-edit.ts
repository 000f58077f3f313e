import type { ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { groupBy } from '../../text/group-by.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { Texts } from '../../text/texts.ts';
import type { FeatureContext } from '../feature.ts';
import type { RenameEdit, RenamePart } from './rename-plan.ts';

const ANNOTATIONS: Readonly<Record<RenamePart, ChangeAnnotation>> = {
  name: { label: 'Names' },
  text: { label: 'Names inside texts' },
  key: {
    label: 'Columns of the same name',
    description: 'Rows find one another by this name, so it is changed wherever they come from.',
    needsConfirmation: true,
  },
  package: { label: 'Packages and imports' },
  folder: {
    label: 'Package of the folder',
    description: 'The package is called like the folder and follows it.',
    needsConfirmation: true,
  },
  path: { label: 'Paths' },
  project: { label: 'Project file' },
};

/** Edits for the versions of the texts that they were made from, each marked with what it is about. */
export function renameWorkspaceEdit(
  edits: readonly RenameEdit[],
  host: ProjectHost,
  { workspace, client, texts }: Pick<FeatureContext, 'workspace' | 'client' | 'texts'>,
): WorkspaceEdit {
  const support = client.workspace?.workspaceEdit;
  const byUri = groupBy(edits, ({ file }) => host.uriOf(file));
  if (!support?.documentChanges) {
    const changes = [...byUri].map(([uri, all]) => [uri, all.map(({ range, newText }) => ({ range, newText }))] as const); // prettier-ignore
    return { changes: Object.fromEntries(changes) };
  }
  const isAnnotated = support.changeAnnotationSupport !== undefined;
  const documentChanges = [...byUri].map(([uri, all]): TextDocumentEdit => ({
    textDocument: { uri, version: workspace.versionOf(uri) ?? null },
    edits: all.map(({ range, newText, part }) => ({
      range,
      newText,
      ...(isAnnotated ? { annotationId: part } : {}),
    })),
  }));
  if (!isAnnotated) return { documentChanges };
  const parts = [...new Set(edits.map(({ part }) => part))];
  return {
    documentChanges,
    changeAnnotations: Object.fromEntries(parts.map((part) => [part, translated(ANNOTATIONS[part], texts)])),
  };
}

const translated = ({ label, description, ...rest }: ChangeAnnotation, texts: Texts): ChangeAnnotation => ({
  ...rest,
  label: texts.of(label),
  ...(description === undefined ? {} : { description: texts.of(description) }),
});
