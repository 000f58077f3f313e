import {
  CodeLensRefreshRequest,
  InlayHintRefreshRequest,
  SemanticTokensRefreshRequest,
  type ClientCapabilities,
  type Connection,
} from 'vscode-languageserver';

/** Asks the editor to ask again for what it shows between and over the words of open files. */
export function refreshViews(connection: Connection, { workspace }: ClientCapabilities): void {
  const requests = [
    ...(workspace?.semanticTokens?.refreshSupport ? [SemanticTokensRefreshRequest.type] : []),
    ...(workspace?.inlayHint?.refreshSupport ? [InlayHintRefreshRequest.type] : []),
    ...(workspace?.codeLens?.refreshSupport ? [CodeLensRefreshRequest.type] : []),
  ];
  for (const request of requests) void connection.sendRequest(request.method).catch(() => undefined);
}
