import type { ClientCapabilities } from 'vscode-languageserver';

/**
 * Whether the editor asks for findings. One that can't be told to ask again would show old ones after an edit of
 * another file, so it is told of them instead.
 */
export const pullsDiagnostics = (client: ClientCapabilities): boolean =>
  client.textDocument?.diagnostic !== undefined && client.workspace?.diagnostics?.refreshSupport === true;
