import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LSPErrorCodes, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { SETTINGS_FILE } from '../../../language/index.ts';
import { findOccurrences } from '../../names/find-occurrences.ts';
import { pathInside } from '../../workspace/project-folder.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { ServerFeature } from '../feature.ts';
import { movedFileEdits, type Move } from './moved-files.ts';
import { renameWorkspaceEdit } from './rename-workspace-edit.ts';
import { prepareRename, rename } from './rename.ts';

/** New names for declarations, columns, steps, packages, and the paths that follow a renamed file. */
export const feature: ServerFeature = {
  id: 'rename',
  capabilities: {
    renameProvider: { prepareProvider: true },
    workspace: {
      fileOperations: { willRename: { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] } },
    },
  },
  register({ connection, workspace, client, guard }) {
    connection.onPrepareRename(
      guard.handle('rename', null as Prepared, async ({ textDocument, position }) => {
        const model = await workspace.file(textDocument.uri);
        const found = model && prepareRename(model, position);
        return found && 'problem' in found ? refused(found.problem) : (found ?? null);
      }),
    );
    connection.onRenameRequest(
      guard.handle('rename', null as Edited, async ({ textDocument, position, newName }, token) => {
        const model = await workspace.file(textDocument.uri);
        if (!model) return null;
        const renamed = await rename(model, position, newName, (symbols) =>
          findOccurrences(workspace, model, symbols, token),
        );
        if (!renamed || token.isCancellationRequested) return null;
        if ('problem' in renamed) return refused(renamed.problem);
        return renameWorkspaceEdit(renamed.edits, model.host, workspace, client);
      }),
    );
    connection.workspace.onWillRenameFiles(
      guard.handle('rename', null as WorkspaceEdit | null, async ({ files }) => {
        const moves = files.map(({ oldUri, newUri }) => ({ from: URI.parse(oldUri).fsPath, to: URI.parse(newUri).fsPath })); // prettier-ignore
        const all = await Promise.all(
          workspace.hosts.map(async (host) => {
            await host.load();
            const edits = movedFileEdits(host, movesInside(host, moves), await settingsText(host));
            return edits.length > 0 ? renameWorkspaceEdit(edits, host, workspace, client) : {};
          }),
        );
        return joined(all);
      }),
    );
  },
};

type Prepared = ReturnType<typeof prepareRename> extends infer R ? Exclude<R, { problem: string } | undefined> | null | ResponseError<void> : never; // prettier-ignore
type Edited = WorkspaceEdit | null | ResponseError<void>;

/** Editors show the message of a failed request at the place where the name was typed. */
const refused = (message: string): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.RequestFailed, message);

/** What moves inside a project; a file that leaves it can't be named by a path any more. */
const movesInside = ({ root }: ProjectHost, moves: readonly { from: string; to: string }[]): Move[] =>
  moves.flatMap(({ from, to }) => {
    const before = root === undefined ? undefined : pathInside(root, from);
    const after = root === undefined ? undefined : pathInside(root, to);
    return before !== undefined && after !== undefined ? [{ from: before, to: after }] : [];
  });

const settingsText = ({ root }: ProjectHost): Promise<string> =>
  root === undefined ? Promise.resolve('') : readFile(join(root, SETTINGS_FILE), 'utf8').catch(() => '');

function joined(edits: readonly WorkspaceEdit[]): WorkspaceEdit | null {
  const documentChanges = edits.flatMap((edit) => edit.documentChanges ?? []);
  const changes = Object.assign({}, ...edits.map((edit) => edit.changes ?? {})) as WorkspaceEdit['changes'] &
    object;
  const changeAnnotations = Object.assign({}, ...edits.map((edit) => edit.changeAnnotations ?? {})) as WorkspaceEdit['changeAnnotations'] & object; // prettier-ignore
  if (documentChanges.length > 0) return { documentChanges, ...(Object.keys(changeAnnotations).length > 0 ? { changeAnnotations } : {}) }; // prettier-ignore
  return Object.keys(changes).length > 0 ? { changes } : null;
}
