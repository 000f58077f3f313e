import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeLens,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentDiagnosticReport,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  LinkedEditingRanges,
  Location,
  MarkupContent,
  Position,
  Range,
  SelectionRange,
  SemanticTokens,
  SignatureHelp,
  TypeHierarchyItem,
} from 'vscode-languageserver-protocol';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../server/features/semantic-tokens/tokens.ts';
import type { LspClient } from '../lsp/lsp-client.ts';
import type { MarkedCase } from './marked-case.ts';

/** A case that lies in a folder of the client's project folder. */
export interface AskedCase {
  readonly client: LspClient;
  readonly folder: string;
  readonly marked: MarkedCase;
}

/** What a question is asked about: a file, and a place in it where there is one. */
interface Subject {
  readonly path: string;
  readonly position: Position;
}

type Question = (asked: AskedCase, subject: Subject) => Promise<readonly string[]>;

const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

/** The answers of the server to each kind of question, as words that a case can be written with. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  definition: locations('textDocument/definition'),
  typeDefinition: locations('textDocument/typeDefinition'),
  implementation: locations('textDocument/implementation'),
  references: locations('textDocument/references'),
  async highlights(asked, subject) {
    const found = await ask<DocumentHighlight[]>(asked, 'textDocument/documentHighlight', subject);
    return found.map(({ range }) => nameOf(asked, subject.path, range));
  },
  async linked(asked, subject) {
    const found = await ask<LinkedEditingRanges | null>(asked, 'textDocument/linkedEditingRange', subject);
    return (found?.ranges ?? []).map((range) => nameOf(asked, subject.path, range));
  },
  async hover(asked, subject) {
    const found = await ask<Hover | null>(asked, 'textDocument/hover', subject);
    return found ? [(found.contents as MarkupContent).value] : [];
  },
  async completion(asked, subject) {
    const found = await ask<CompletionList | CompletionItem[] | null>(
      asked,
      'textDocument/completion',
      subject,
    );
    return (Array.isArray(found) ? found : (found?.items ?? [])).map(({ label }) => label);
  },
  async signature(asked, subject) {
    const found = await ask<SignatureHelp | null>(asked, 'textDocument/signatureHelp', subject);
    return (found?.signatures ?? []).map(({ label, parameters }) => {
      const place = parameters?.[found?.activeParameter ?? -1]?.label;
      return Array.isArray(place) ? `${label.slice(0, place[0])}>>${label.slice(...place)}<<${label.slice(place[1])}` : label; // prettier-ignore
    });
  },
  async select(asked, subject) {
    const params = { ...documentOf(asked, subject), positions: [subject.position] };
    const [found] = await asked.client.request<SelectionRange[]>('textDocument/selectionRange', params);
    const names: string[] = [];
    for (let each = found; each; each = each.parent) names.push(nameOf(asked, subject.path, each.range));
    return names;
  },
  async callers(asked, subject) {
    const items = await ask<CallHierarchyItem[] | null>(asked, 'textDocument/prepareCallHierarchy', subject);
    const calls = await each(items, (item) =>
      asked.client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item }),
    );
    return calls.map(({ from }) => itemName(asked, from));
  },
  async callees(asked, subject) {
    const items = await ask<CallHierarchyItem[] | null>(asked, 'textDocument/prepareCallHierarchy', subject);
    const calls = await each(items, (item) =>
      asked.client.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item }),
    );
    return calls.map(({ to }) => itemName(asked, to));
  },
  supertypes: typeHierarchy('typeHierarchy/supertypes'),
  subtypes: typeHierarchy('typeHierarchy/subtypes'),
  async hints(asked, { path }) {
    const params = { ...documentOf(asked, { path }), range: EVERYTHING };
    const found = await asked.client.request<InlayHint[]>('textDocument/inlayHint', params);
    return found.map(({ position, label }) => {
      const [part] = typeof label === 'string' ? [] : label;
      const from = part?.location ? locationName(asked, part.location) : 'nowhere';
      return `${nameOf(asked, path, { start: position, end: position })} ${part?.value} from ${from}`;
    });
  },
  async links(asked, { path }) {
    const found = await asked.client.request<DocumentLink[]>(
      'textDocument/documentLink',
      documentOf(asked, { path }),
    );
    return found.map(({ range, target }) => `${nameOf(asked, path, range)} ${pathOf(asked, target ?? '')}`);
  },
  async folds(asked, { path }) {
    const found = await asked.client.request<FoldingRange[]>(
      'textDocument/foldingRange',
      documentOf(asked, { path }),
    );
    return found.map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1} ${kind ?? 'block'}`);
  },
  async symbols(asked, { path }) {
    const found = await asked.client.request<DocumentSymbol[]>(
      'textDocument/documentSymbol',
      documentOf(asked, { path }),
    );
    const print = (symbol: DocumentSymbol): string => {
      const inside = (symbol.children ?? []).map(print);
      return inside.length === 0 ? symbol.name : `${symbol.name} (${inside.join(' ')})`;
    };
    return found.map(print);
  },
  async lenses(asked, { path }) {
    const found = await asked.client.request<CodeLens[]>(
      'textDocument/codeLens',
      documentOf(asked, { path }),
    );
    return found.map(({ range, command }) => `${nameOf(asked, path, range)} ${command?.title}`);
  },
  /** Type and modifiers of the word at a place. */
  async token(asked, { path, position }) {
    const { data } = await asked.client.request<SemanticTokens>(
      'textDocument/semanticTokens/full',
      documentOf(asked, { path }),
    );
    let line = 0;
    let character = 0;
    for (let at = 0; at < data.length; at += 5) {
      const [lines = 0, characters = 0, , type = 0, bits = 0] = data.slice(at, at + 5);
      character = lines === 0 ? character + characters : characters;
      line += lines;
      if (line !== position.line || character !== position.character) continue;
      const modifiers = TOKEN_MODIFIERS.filter((_, index) => (bits & (1 << index)) !== 0);
      return [[TOKEN_TYPES[type], ...modifiers].join('.')];
    }
    return [];
  },
};

/** Codes of the findings of a file with the places that they are at. */
export async function findingsOf(asked: AskedCase, path: string): Promise<string[]> {
  const report = await asked.client.request<DocumentDiagnosticReport>(
    'textDocument/diagnostic',
    documentOf(asked, { path }),
  );
  const items: readonly Diagnostic[] = report.kind === 'full' ? report.items : [];
  return items.map(({ code, range }) => `${nameOf(asked, path, range)} ${code}`);
}

function locations(method: string): Question {
  return async (asked, subject) => {
    const found = await ask<Location[] | null>(asked, method, subject);
    return (found ?? []).map((location) => locationName(asked, location));
  };
}

function typeHierarchy(method: string): Question {
  return async (asked, subject) => {
    const items = await ask<TypeHierarchyItem[] | null>(asked, 'textDocument/prepareTypeHierarchy', subject);
    const found = await each(items, (item) => asked.client.request<TypeHierarchyItem[]>(method, { item }));
    return found.map((item) => itemName(asked, item));
  };
}

const ask = <R>(asked: AskedCase, method: string, subject: Subject): Promise<R> =>
  asked.client.request<R>(method, {
    ...documentOf(asked, subject),
    position: subject.position,
    context: { includeDeclaration: true },
  });

const documentOf = (
  { client, folder }: AskedCase,
  { path }: Pick<Subject, 'path'>,
): { textDocument: { uri: string } } => ({ textDocument: { uri: client.uri(`${folder}/${path}`) } });

async function each<T, R>(
  items: readonly T[] | null,
  then: (item: T) => Promise<readonly R[]>,
): Promise<R[]> {
  const result: R[] = [];
  for (const item of items ?? []) result.push(...(await then(item)));
  return result;
}

const itemName = (asked: AskedCase, { uri, selectionRange, name }: CallHierarchyItem): string => {
  const found = nameOf(asked, pathOf(asked, uri), selectionRange);
  return /:\d+:/u.test(found) ? name : found;
};

/** The marker around a place; the path alone for the beginning of a file, and for files that are not of the case. */
function locationName(asked: AskedCase, { uri, range }: Location): string {
  const path = pathOf(asked, uri);
  const isStart = range.end.line === 0 && range.end.character === 0;
  return !asked.marked.files.has(path) || isStart ? path : nameOf(asked, path, range);
}

function pathOf({ client, folder }: AskedCase, uri: string): string {
  const base = `${client.uri(folder)}/`;
  return uri.startsWith(base) ? decodeURIComponent(uri.slice(base.length)) : uri;
}

function nameOf({ marked }: AskedCase, path: string, { start, end }: Range): string {
  const text = `${path}:${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
  for (const [name, { path: file, range }] of marked.markers) {
    if (file !== path || !isSame(range.start, start) || !isSame(range.end, end)) continue;
    return name;
  }
  return text;
}

const isSame = (a: Position, b: Position): boolean => a.line === b.line && a.character === b.character;
