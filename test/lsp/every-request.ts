import type { Position } from 'vscode-languageserver-protocol';
import * as protocol from '../../protocol/index.ts';

/** One kind of request, about a place in a text. */
export interface RequestKind {
  readonly method: string;
  readonly params: (uri: string, position: Position) => unknown;
}

const OPTIONS = { tabSize: 2, insertSpaces: true };
const document = (uri: string) => ({ textDocument: { uri } });
const at = (uri: string, position: Position) => ({ ...document(uri), position });
const over = (uri: string, position: Position) => ({
  ...document(uri),
  range: { start: position, end: position },
});
/** A thing of the kind that hierarchies hand out, about something that may be gone. */
const item = (uri: string, position: Position) => ({
  item: {
    name: 'x',
    kind: 5,
    uri,
    range: { start: position, end: position },
    selectionRange: { start: position, end: position },
    data: { uri, kind: 'source', name: 'x' },
  },
});

/** By the capability that promises them: every request that the server answers. */
const BY_CAPABILITY: Readonly<Record<string, Readonly<Record<string, RequestKind['params']>>>> = {
  callHierarchyProvider: {
    'textDocument/prepareCallHierarchy': at,
    'callHierarchy/incomingCalls': item,
    'callHierarchy/outgoingCalls': item,
  },
  codeActionProvider: {
    'textDocument/codeAction': (uri, position) => ({ ...over(uri, position), context: { diagnostics: [] } }),
    'codeAction/resolve': () => ({ title: 'x' }),
  },
  codeLensProvider: {
    'textDocument/codeLens': document,
  },
  completionProvider: {
    'textDocument/completion': at,
    'completionItem/resolve': (uri) => ({ label: 'x', data: { uri, name: 'x' } }),
  },
  definitionProvider: { 'textDocument/definition': at },
  diagnosticProvider: { 'textDocument/diagnostic': document },
  documentHighlightProvider: { 'textDocument/documentHighlight': at },
  documentLinkProvider: { 'textDocument/documentLink': document },
  documentSymbolProvider: { 'textDocument/documentSymbol': document },
  foldingRangeProvider: { 'textDocument/foldingRange': document },
  documentFormattingProvider: {
    'textDocument/formatting': (uri) => ({ ...document(uri), options: OPTIONS }),
  },
  documentRangeFormattingProvider: {
    'textDocument/rangeFormatting': (uri, position) => ({ ...over(uri, position), options: OPTIONS }),
  },
  documentOnTypeFormattingProvider: {
    'textDocument/onTypeFormatting': (uri, position) => ({ ...at(uri, position), ch: '}', options: OPTIONS }),
  },
  hoverProvider: { 'textDocument/hover': at },
  implementationProvider: { 'textDocument/implementation': at },
  inlayHintProvider: {
    'textDocument/inlayHint': over,
    'inlayHint/resolve': (uri, position) => ({
      position,
      label: 'x',
      data: { uri, about: { kind: 'source', qualifiedName: 'shop.x' } },
    }),
  },
  linkedEditingRangeProvider: { 'textDocument/linkedEditingRange': at },
  referencesProvider: {
    'textDocument/references': (uri, position) => ({
      ...at(uri, position),
      context: { includeDeclaration: true },
    }),
  },
  renameProvider: {
    'textDocument/prepareRename': at,
    'textDocument/rename': (uri, position) => ({ ...at(uri, position), newName: 'another' }),
  },
  selectionRangeProvider: {
    'textDocument/selectionRange': (uri, position) => ({ ...document(uri), positions: [position] }),
  },
  semanticTokensProvider: {
    'textDocument/semanticTokens/full': document,
    'textDocument/semanticTokens/full/delta': (uri) => ({ ...document(uri), previousResultId: '1' }),
    'textDocument/semanticTokens/range': over,
  },
  signatureHelpProvider: { 'textDocument/signatureHelp': at },
  typeDefinitionProvider: { 'textDocument/typeDefinition': at },
  typeHierarchyProvider: {
    'textDocument/prepareTypeHierarchy': at,
    'typeHierarchy/supertypes': item,
    'typeHierarchy/subtypes': item,
  },
  workspaceSymbolProvider: { 'workspace/symbol': () => ({ query: 'x' }) },
  workspace: {
    'workspace/willRenameFiles': (uri) => ({ files: [{ oldUri: uri, newUri: `${uri}x` }] }),
    'workspace/textDocumentContent': () => ({ uri: 'tenon-library:/machines.tenon' }),
  },
};

/** Capabilities behind which no request stands. */
const WITHOUT_REQUESTS = ['textDocumentSync', 'positionEncoding'];
/** What only some servers promise within a capability. */
const OPTIONAL: Readonly<Record<string, (options: Record<string, unknown>) => boolean>> = {
  'textDocument/semanticTokens/full/delta': ({ full }) =>
    (full as { delta?: boolean } | undefined)?.delta === true,
  'textDocument/semanticTokens/range': ({ range }) => range === true,
};

/** What the server asks the editor for, and what it tells without being asked. */
const OTHER_WAY = [
  protocol.FILE_FACTS,
  protocol.READ_FILE,
  protocol.READ_FOLDER,
  protocol.STATUS,
  protocol.PROJECT_TREE_CHANGED,
  protocol.GENERATED_STATES_CHANGED,
  protocol.MEASUREMENTS_CHANGED,
].map(({ method }) => method);

/** Requests of Tenon's own clients; their parameters are taken from every kind at once. */
const own = (): RequestKind[] =>
  Object.values(protocol as Readonly<Record<string, unknown>>).flatMap((message) => {
    const method = (message as { method?: unknown } | undefined)?.method;
    if (typeof method !== 'string' || OTHER_WAY.includes(method)) return [];
    const params: RequestKind['params'] = (uri, position) => ({
      uri,
      project: uri,
      position,
      line: position.line,
      name: 'x',
      kind: 'source',
      environment: 'x',
      deployments: [],
    });
    return [{ method, params }];
  });

/** Every kind of request that a server with these capabilities answers; throws for a capability that is not known here. */
export function everyRequest(capabilities: Readonly<Record<string, unknown>>): RequestKind[] {
  const standard = Object.entries(capabilities).flatMap(([capability, options]) => {
    if (options === undefined || options === false || WITHOUT_REQUESTS.includes(capability)) return [];
    const kinds = BY_CAPABILITY[capability];
    if (!kinds) throw new Error(`${capability} is promised, but no test knows its requests`);
    return Object.entries(kinds)
      .filter(([method]) => OPTIONAL[method]?.(options as Record<string, unknown>) ?? true)
      .map(([method, params]) => ({ method, params }));
  });
  return [...standard, ...own()];
}
