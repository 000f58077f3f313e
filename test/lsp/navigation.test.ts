import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type {
  AnnotatedTextEdit,
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentLink,
  InlayHint,
  LinkedEditingRanges,
  Location,
  Position,
  SelectionRange,
  SignatureHelp,
  SymbolInformation,
  TextDocumentEdit,
  TypeHierarchyItem,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { LspClient, placeOf } from './lsp-client.ts';

const DATA = `package shop.data

source swipes {
  format: csv
  location: "rows/swipes.csv"
  event_time: swiped_at
  schema { card_id : string key, amount : float64, swiped_at : timestamp }
}
entity card { key: card_id }
`;
const FRAUD = `package shop.fraud

import shop.data.{ swipes, card }

features activity of card from swipes {
  amount_avg_7d = avg(amount) over 7d
}
param copies : int in 1..9 = 2
template api(net : model, most : int = 4) for service { serves net on triton, scale { replicas: 1..most } }
model scorer { artifact: onnx("scorer.onnx"), input x : float32[batch, 1] from activity, output y : float32[batch, 1] }
service score_api = api(scorer, most: 3)
environment base { param copies = 3 }
environment prod extends base { param copies = 6 }
`;
const FILES = {
  'tenon.json': '{ "language": 1, "environment": "prod" }\n',
  'data.tenon': DATA,
  'fraud.tenon': FRAUD,
  'rows/swipes.csv': 'card_id,amount,swiped_at\na,1.5,2024-01-01T00:00:00Z\n',
};

describe('finding the way in a project, over stdio', () => {
  let client: LspClient;
  beforeAll(async () => {
    client = await LspClient.start(FILES, {
      workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
    });
    await client.open('fraud.tenon', FRAUD);
    await client.open('data.tenon', DATA);
  });
  afterAll(() => client.stop());

  const at = (piece: string, into = 0): { textDocument: { uri: string }; position: Position } =>
    client.at('fraud.tenon', placeOf(FRAUD, piece, into));
  const inData = (piece: string): { textDocument: { uri: string }; position: Position } =>
    client.at('data.tenon', placeOf(DATA, piece));
  const lines = (places: readonly Location[]): string[] =>
    places.map(({ uri, range }) => `${uri.slice(uri.lastIndexOf('/') + 1)}:${range.start.line}`).sort();

  it('renames an entity in every file, with versions and marks for the preview', async () => {
    const place = inData('card {');
    expect(await client.request('textDocument/prepareRename', place)).toMatchObject({
      placeholder: 'card',
    });
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...place, newName: 'payer' });
    const changes = edit.documentChanges as TextDocumentEdit[];
    expect(
      changes.map(({ textDocument, edits }) => [textDocument.uri, textDocument.version, edits.length]),
    ).toEqual([
      [client.uri('data.tenon'), 1, 1],
      [client.uri('fraud.tenon'), 1, 2],
    ]);
    const [first] = changes[0]!.edits as AnnotatedTextEdit[];
    expect(edit.changeAnnotations?.[first!.annotationId]).toEqual({ label: 'Names' });
  });

  it('says why a name is refused', async () => {
    const inFile = client.request('textDocument/rename', { ...inData('amount :'), newName: 'price' });
    await expect(inFile).rejects.toThrow('rows/swipes.csv has no column price');
    const refused = client.request('textDocument/rename', { ...at('param copies', 6), newName: 'a`b' });
    await expect(refused).rejects.toThrow('A name has no backticks');
    await expect(client.request('textDocument/prepareRename', at('triton', 1))).rejects.toThrow(
      'built-in library',
    );
    expect(await client.request('textDocument/prepareRename', at('environment base', 3))).toBeNull();
  });

  it('lets the project file follow an environment, and paths follow a file', async () => {
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
      ...at('prod extends'),
      newName: 'live',
    });
    expect(JSON.stringify(edit)).toContain(String.raw`\"live\"`);
    const moved = await client.request<WorkspaceEdit>('workspace/willRenameFiles', {
      files: [{ oldUri: client.uri('rows'), newUri: client.uri('tables') }],
    });
    expect(JSON.stringify(moved)).toContain('"newText":"tables"');
  });

  it('goes from a path to its file, and from a template to what is made of it and back', async () => {
    const path = client.at('data.tenon', placeOf(DATA, 'rows/swipes.csv', 3));
    expect(lines(await client.request('textDocument/definition', path))).toEqual(['swipes.csv:0']);
    expect(lines(await client.request('textDocument/implementation', at('api(net')))).toEqual([
      'fraud.tenon:10',
    ]);
    expect(lines(await client.request('textDocument/implementation', at('copies : int')))).toEqual(['fraud.tenon:11', 'fraud.tenon:12']); // prettier-ignore
    expect(lines(await client.request('textDocument/typeDefinition', at('score_api')))).toEqual([
      'fraud.tenon:8',
    ]);
    const links = await client.request<DocumentLink[]>('textDocument/documentLink', path);
    expect(links.map(({ target }) => target)).toEqual([client.uri('rows/swipes.csv')]);
  });

  it('shows the way of the data, down and up', async () => {
    const [column] = await client.request<CallHierarchyItem[]>(
      'textDocument/prepareCallHierarchy',
      inData('amount :'),
    );
    const down = await client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', {
      item: column,
    });
    expect(down.map(({ from }) => from.name)).toEqual(['amount_avg_7d']);
    const up = await client.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
      item: down[0]!.from,
    });
    expect(up.map(({ to, fromRanges }) => [to.name, fromRanges.length])).toEqual([['amount', 1]]);
  });

  it('shows environments and templates as a hierarchy', async () => {
    const [base] = await client.request<TypeHierarchyItem[]>(
      'textDocument/prepareTypeHierarchy',
      at('base {'),
    );
    const below = await client.request<TypeHierarchyItem[]>('typeHierarchy/subtypes', { item: base });
    expect(below.map(({ name }) => name)).toEqual(['prod']);
    const above = await client.request<TypeHierarchyItem[]>('typeHierarchy/supertypes', { item: below[0] });
    expect(above.map(({ name }) => name)).toEqual(['base']);
    const [param] = await client.request<TypeHierarchyItem[]>(
      'textDocument/prepareTypeHierarchy',
      at('copies : int'),
    );
    const overrides = await client.request<TypeHierarchyItem[]>('typeHierarchy/subtypes', { item: param });
    expect(overrides.map(({ detail }) => detail)).toEqual(['in environment base', 'in environment prod']);
    const [declared] = await client.request<TypeHierarchyItem[]>('typeHierarchy/supertypes', {
      item: overrides[0],
    });
    expect(declared?.selectionRange.start.line).toBe(7);
  });

  it('shows hints, and their reasons when asked', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const { textDocument } = at('features');
    const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
    const texts = hints.map(({ label }) => (typeof label === 'string' ? label : label[0]!.value));
    expect(texts).toEqual([': float64?', '6 in prod', '1 feature']);
    const resolved = await client.request<InlayHint>('inlayHint/resolve', hints[0]);
    expect(resolved.tooltip).toBeTruthy();
  });

  it('selects, links, signs and finds', async () => {
    const { textDocument, position } = at('amount) over');
    const [selection] = await client.request<SelectionRange[]>('textDocument/selectionRange', { textDocument, positions: [position] }); // prettier-ignore
    expect(selection?.parent?.parent).toBeDefined();
    const linked = await client.request<LinkedEditingRanges>('textDocument/linkedEditingRange', at('batch'));
    expect(linked.ranges).toHaveLength(2);
    const help = await client.request<SignatureHelp>('textDocument/signatureHelp', at('scorer, most', 8));
    expect(help.signatures[0]?.label).toContain('api(net : model, most : int = 4)');
    const symbols = await client.request<SymbolInformation[]>('workspace/symbol', { query: 'aa7' });
    expect(symbols.map(({ name, containerName }) => `${name} in ${containerName}`)).toEqual([
      'amount_avg_7d in shop.fraud.activity · features',
    ]);
  });

  it('goes on after a search for references that was cancelled', async () => {
    const source = new CancellationTokenSource();
    const params = { ...inData('swipes {'), context: { includeDeclaration: true } };
    const asked = client.connection.sendRequest('textDocument/references', params, source.token);
    source.cancel();
    // A search that was quicker than its cancellation has an answer.
    const ended = await asked.catch((error: unknown) => error);
    expect(Array.isArray(ended) || /cancelled/u.test(String(ended))).toBe(true);
    expect(lines(await client.request('textDocument/references', params))).toEqual(['data.tenon:2', 'fraud.tenon:2', 'fraud.tenon:4']); // prettier-ignore
  });
});
