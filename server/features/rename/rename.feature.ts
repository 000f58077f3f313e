import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LSPErrorCodes, ResponseError, type FileRename, type WorkspaceEdit } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { SETTINGS_FILE } from '../../../language/index.ts';
import { findOccurrences } from '../../names/find-occurrences.ts';
import { fileOf } from '../../workspace/document-uri.ts';
import { pathInside } from '../../workspace/project-folder.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ServerFeature } from '../feature.ts';
import { filePackageEdits } from './file-package.ts';
import { movedFileEdits, type Move } from './moved-files.ts';
import type { RenameEdit } from './rename-plan.ts';
import { renameWorkspaceEdit } from './rename-workspace-edit.ts';
import { prepareRename, rename } from './rename.ts';

/** Also where the files have no path of their own, as in a browser. */
const ANY_FILE = [{ pattern: { glob: '**/*' } }];

/** New names for declarations, columns, steps, packages, and the paths that follow a renamed file. */
export const feature: ServerFeature = {
  id: 'rename',
  capabilities: {
    renameProvider: { prepareProvider: true },
    workspace: {
      fileOperations: { willRename: { filters: ANY_FILE }, didRename: { filters: ANY_FILE } },
    },
  },
  register(context) {
    const { connection, workspace, texts, guard } = context;
    const refused = (problem: string): ResponseError<void> => refusal(texts.of(problem));
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
        return renameWorkspaceEdit(renamed.edits, model.host, context);
      }),
    );
    connection.workspace.onWillRenameFiles(
      guard.handle('rename', null as WorkspaceEdit | null, async ({ files }, token) => {
        const all: WorkspaceEdit[] = [];
        for (const host of workspace.hosts) {
          await host.load();
          const moves = movesInside(host, files);
          const edits: RenameEdit[] = movedFileEdits(host, moves, await settingsText(host, workspace));
          // The imports of one file are changed for one move; of many at once only their paths follow.
          const [only] = moves.length === 1 ? moves : [];
          const model = only && workspace.fileIn(host, only.from);
          if (model) edits.push(...(await filePackageEdits(model, only, { find: (symbols) => findOccurrences(workspace, model, symbols, token) }))); // prettier-ignore
          if (edits.length > 0) all.push(renameWorkspaceEdit(edits, host, context));
        }
        return joined(all);
      }),
    );
    // An editor that does not watch the disk tells at least what it has moved itself.
    connection.workspace.onDidRenameFiles(({ files }) => {
      const uris = files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]);
      workspace.filesChanged(uris).catch((error: unknown) => guard.report(error, 'rename'));
    });
  },
};

type Prepared = ReturnType<typeof prepareRename> extends infer R ? Exclude<R, { problem: string } | undefined> | null | ResponseError<void> : never; // prettier-ignore
type Edited = WorkspaceEdit | null | ResponseError<void>;

/** Editors show the message of a failed request at the place where the name was typed. */
const refusal = (message: string): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.RequestFailed, message);

/** What moves inside a project; a file that leaves it can't be named by a path any more. */
const movesInside = ({ root }: ProjectHost, files: readonly FileRename[]): Move[] =>
  files.flatMap(({ oldUri, newUri }) => {
    if (root === undefined) return [];
    const [before, after] = [fileOf(oldUri), fileOf(newUri)];
    if (before === undefined || after === undefined) return [];
    const from = pathInside(root, before);
    const to = pathInside(root, after);
    return from !== undefined && to !== undefined ? [{ from, to }] : [];
  });

/** The project file as the editor has it, or else as it is on the disk. */
async function settingsText({ root }: ProjectHost, workspace: Workspace): Promise<string> {
  if (root === undefined) return '';
  const path = join(root, SETTINGS_FILE);
  const open = workspace.settingsText(URI.file(path).toString());
  return open?.getText() ?? readFile(path, 'utf8').catch(() => '');
}

function joined(edits: readonly WorkspaceEdit[]): WorkspaceEdit | null {
  const documentChanges = edits.flatMap((edit) => edit.documentChanges ?? []);
  const changes = Object.assign({}, ...edits.map((edit) => edit.changes ?? {})) as WorkspaceEdit['changes'] &
    object;
  const changeAnnotations = Object.assign({}, ...edits.map((edit) => edit.changeAnnotations ?? {})) as WorkspaceEdit['changeAnnotations'] & object; // prettier-ignore
  if (documentChanges.length > 0) return { documentChanges, ...(Object.keys(changeAnnotations).length > 0 ? { changeAnnotations } : {}) }; // prettier-ignore
  return Object.keys(changes).length > 0 ? { changes } : null;
}
