import {
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
} from 'vscode-languageserver';
import type { SettingsFiles } from '../../../protocol/index.ts';

/** Quotes open a name, and what comes after a slash is another name. */
const TRIGGERS = ['"', '/'];

/**
 * Asks an editor that has its own support of JSON for the texts of project files, and to ask for completions in them.
 * Everything else, such as formatting, stays with that support: two of a kind would have to be chosen from.
 */
export function askForSettings(
  connection: Connection,
  { textDocument }: ClientCapabilities,
  files: readonly SettingsFiles[],
): void {
  const { synchronization, completion } = textDocument ?? {};
  if (synchronization?.dynamicRegistration !== true || completion?.dynamicRegistration !== true) return;
  const documentSelector = [...files];
  // Nothing can be asked of the editor before it has heard the answer to its first request.
  setImmediate(() => {
    const { client } = connection;
    void Promise.all([
      client.register(DidOpenTextDocumentNotification.type, { documentSelector }),
      client.register(DidChangeTextDocumentNotification.type, {
        documentSelector,
        syncKind: TextDocumentSyncKind.Incremental,
      }),
      client.register(DidCloseTextDocumentNotification.type, { documentSelector }),
      client.register(CompletionRequest.type, {
        documentSelector,
        triggerCharacters: TRIGGERS,
        resolveProvider: true,
      }),
    ]).catch(() => undefined);
  });
}
