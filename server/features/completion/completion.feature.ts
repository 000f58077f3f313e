import {
  CompletionTriggerKind,
  type CompletionItem,
  type CompletionList,
  type Position,
  type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DiagnosticReports } from '../../workspace/diagnostic-reports.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import { folderOfSettings } from '../../workspace/settings-texts.ts';
import type { ServerFeature } from '../feature.ts';
import { abilitiesOf } from './abilities.ts';
import { textOfLazy } from './candidate.ts';
import { completionItem, completionList, withinSize, type Ranges } from './completion-item.ts';
import { completionsAt, type Completions } from './completions.ts';
import { importsOf } from './imports.ts';
import { opensList, opensSettingsList } from './opens-list.ts';
import { askForSettings } from './settings-registration.ts';
import { settingsCompletions, type SettingsCompletions } from './settings-candidates.ts';
import { ShownLists } from './shown-lists.ts';
import { translatedCandidate } from './translated-candidate.ts';

/** More than anybody looks through; the rest comes when more is typed. */
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
  register({ connection, workspace, guard, reports, client, pages, texts, settingsFiles }) {
    if (settingsFiles) askForSettings(connection, client, settingsFiles);
    // The editor that can show our pages is Visual Studio Code, whose command opens the next list.
    const abilities = abilitiesOf(client, pages.hasCommand);
    const shown = new ShownLists();
    const listOf = (uri: string, found: Found, document: TextDocument, offset: number, model?: ModelFile) => {
      const ranges = rangesOf(found, offset, document);
      const candidates = found.shown.map((candidate) => translatedCandidate(candidate, texts));
      const list = shown.add(uri, candidates);
      const items = candidates.map((candidate, row): CompletionItem => {
        const item = completionItem(candidate, ranges, { list, row }, abilities);
        const edits =
          model && !abilities.lazyEdits ? importsOf(candidate, model) : missingComma(found, document);
        return withEdits(item, edits);
      });
      const short = withinSize(items);
      const isIncomplete = found.isIncomplete || short.length < items.length;
      return completionList(short, isIncomplete, ranges, abilities);
    };
    const inSettings = async (document: TextDocument, position: Position): Promise<CompletionList> => {
      const { uri } = document;
      const host = await workspace.project(folderOfSettings(uri));
      const world = {
        list: async (folder: string) => (await host?.list(folder)) ?? [],
        environments: environmentsOf(host),
      };
      const offset = document.offsetAt(position);
      const found = await settingsCompletions(
        document.getText(),
        offset,
        world,
        MOST,
        settingsFiles && 'names',
      );
      return found ? listOf(uri, found, document, offset) : NOTHING;
    };
    connection.onCompletion(
      guard.handle('completion', NOTHING, async ({ textDocument, position, context }, token) => {
        const isTyped = context?.triggerKind === CompletionTriggerKind.TriggerCharacter;
        const sign = isTyped ? context.triggerCharacter : undefined;
        const settings = workspace.settingsText(textDocument.uri);
        if (settings) {
          const before = settings.getText().slice(0, settings.offsetAt(position));
          return sign === undefined || opensSettingsList(sign, before)
            ? inSettings(settings, position)
            : NOTHING;
        }
        const model = await workspace.file(textDocument.uri);
        if (!model || token.isCancellationRequested) return NOTHING;
        const offset = model.document.offsetAt(position);
        if (sign !== undefined && !opensList(sign, model.file.text.slice(0, offset))) return NOTHING;
        const foundBelow = (at: number): ReadonlySet<string> => codesBelow(model, at, reports);
        const found = await completionsAt(model, offset, { most: MOST, foundBelow });
        return found ? listOf(textDocument.uri, found, model.document, offset, model) : NOTHING;
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
        return model ? withEdits(full, importsOf(candidate, model)) : full;
      })(item, token),
    );
  },
};

type Found = (Completions | SettingsCompletions) & { readonly commaAfter?: number };

const withEdits = (item: CompletionItem, additionalTextEdits: TextEdit[]): CompletionItem =>
  additionalTextEdits.length === 0 ? item : { ...item, additionalTextEdits };

function missingComma({ commaAfter }: Found, document: TextDocument): TextEdit[] {
  if (commaAfter === undefined) return [];
  const at = document.positionAt(commaAfter);
  return [{ range: { start: at, end: at }, newText: ',' }];
}

function rangesOf({ start, end }: Found, offset: number, document: TextDocument): Ranges {
  const from = document.positionAt(start);
  const insert = { start: from, end: document.positionAt(offset) };
  const replace = { start: from, end: document.positionAt(end) };
  return { insert, replace };
}

const environmentsOf = (host: ProjectHost | undefined): string[] =>
  (host?.project.environments() ?? []).map(({ name }) => name);

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
