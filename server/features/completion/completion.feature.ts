import { CompletionTriggerKind, type CompletionItem, type CompletionList } from 'vscode-languageserver';
import { CLAUSE_WORDS } from '../../../language/index.ts';
import type { DiagnosticReports } from '../../workspace/diagnostic-reports.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { ServerFeature } from '../feature.ts';
import { abilitiesOf } from './abilities.ts';
import { textOfLazy, type Candidate } from './candidate.ts';
import { completionItem, completionList } from './completion-item.ts';
import { completionsAt, type Completions } from './completions.ts';
import { importsOf } from './imports.ts';
import { ShownLists } from './shown-lists.ts';

/** More than anybody looks through, and less than 64 kB; the rest comes when more is typed. */
const MOST = 150;

const NOTHING: CompletionList = { isIncomplete: false, items: [] };

/** What can be written at the cursor, also in a half-typed line. */
export const feature: ServerFeature = {
  id: 'completion',
  capabilities: {
    completionProvider: {
      triggerCharacters: ['.', ' ', '[', '(', '{', '"', '/', '@', '-'],
      resolveProvider: true,
    },
  },
  register({ connection, workspace, guard, reports, client, pages }) {
    // The editor that can show our pages is Visual Studio Code, whose command opens the next list.
    const abilities = abilitiesOf(client, pages.hasCommand);
    const shown = new ShownLists();
    connection.onCompletion(
      guard.handle('completion', NOTHING, async ({ textDocument, position, context }, token) => {
        const model = await workspace.file(textDocument.uri);
        if (!model || token.isCancellationRequested) return NOTHING;
        const offset = model.document.offsetAt(position);
        const typed =
          context?.triggerKind === CompletionTriggerKind.TriggerCharacter
            ? context.triggerCharacter
            : undefined;
        if (typed !== undefined && !asksForList(typed, model.file.text.slice(0, offset))) return NOTHING;
        const found = await completionsAt(model, offset, {
          most: MOST,
          foundBelow: (at) => codesBelow(model, at, reports),
        });
        if (!found) return NOTHING;
        const ranges = rangesOf(found, offset, model);
        const list = shown.add(textDocument.uri, found.shown);
        const items = found.shown.map((candidate, row) => {
          const item = completionItem(candidate, ranges, { list, row }, abilities);
          return abilities.lazyEdits ? item : withImports(item, candidate, model);
        });
        return completionList(items, found.isIncomplete, ranges, abilities);
      }),
    );
    connection.onCompletionResolve((item, token) =>
      guard.handle('completion', item, async (): Promise<CompletionItem> => {
        const found = shown.find(item);
        if (!found) return item;
        const { candidate, uri } = found;
        const doc = textOfLazy(candidate.doc);
        const detail = textOfLazy(candidate.detail);
        const model = abilities.lazyEdits && candidate.importOf ? await workspace.file(uri) : undefined;
        const full: CompletionItem = {
          ...item,
          ...(detail === undefined ? {} : { detail }),
          ...(doc === undefined ? {} : { documentation: { kind: 'markdown', value: doc } }),
        };
        return model ? withImports(full, candidate, model) : full;
      })(item, token),
    );
  },
};

function withImports(item: CompletionItem, candidate: Candidate, model: ModelFile): CompletionItem {
  const additionalTextEdits = importsOf(candidate, model);
  return additionalTextEdits.length === 0 ? item : { ...item, additionalTextEdits };
}

function rangesOf({ start, end }: Completions, offset: number, { document }: ModelFile) {
  const from = document.positionAt(start);
  const insert = { start: from, end: document.positionAt(offset) };
  const replace = { start: from, end: document.positionAt(end) };
  return { insert, replace };
}

/** Findings that a comment at an offset would hide: those of its line, or of the next line that says something. */
function codesBelow(
  { document, uri }: ModelFile,
  offset: number,
  reports: DiagnosticReports,
): ReadonlySet<string> {
  const { line } = document.positionAt(offset);
  const lines = document.getText().split(/\r\n|\n|\r/u);
  const isAlone = /^\s*\/\//u.test(lines[line] ?? '');
  let meant = line;
  if (isAlone) while (meant < lines.length - 1 && /^\s*(\/\/.*)?$/u.test(lines[meant] ?? '')) meant++;
  const here = reports.get(uri).diagnostics.filter(({ range }) => range.start.line === meant);
  return new Set(here.map(({ code }) => String(code)));
}

/** A list that opens at every space would be in the way; it opens where a value must follow. */
function asksForList(typed: string, before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const comment = /(?:^|[^:"])(\/\/.*)$/u.exec(line)?.[1];
  switch (typed) {
    case ' ': {
      if (comment !== undefined) return /^\/\/\s*tenon-ignore(?:-file)? $/u.test(comment);
      const written = line.trimEnd();
      const word = /[\p{L}\p{N}_]*$/u.exec(written)![0];
      return /[:=,[(<>]$/u.test(written) || CLAUSE_WORDS.has(word) || isInText(line);
    }
    case '"':
    case '/':
      return isInText(line);
    case '-':
      return comment?.startsWith('// tenon-') === true;
    default:
      return true;
  }
}

/** Whether a quote is open at the end of a line. */
const isInText = (line: string): boolean => line.replaceAll(/\\./gu, '').split('"').length % 2 === 0;
