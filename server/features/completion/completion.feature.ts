import { CompletionTriggerKind, type CompletionList } from 'vscode-languageserver';
import { CLAUSE_WORDS } from '../../../language/index.ts';
import type { ServerFeature } from '../feature.ts';
import { completionItem } from './candidate.ts';
import { completionsAt } from './completions.ts';

/** More than anybody looks through; the rest comes when more is typed. */
const MOST = 300;

const NOTHING: CompletionList = { isIncomplete: false, items: [] };

/** What can be written at the cursor, also in a half-typed line. */
export const feature: ServerFeature = {
  id: 'completion',
  capabilities: { completionProvider: { triggerCharacters: ['.', ' ', '[', '(', '{'] } },
  register({ connection, workspace, guard }) {
    connection.onCompletion(
      guard.handle('completion', NOTHING, async ({ textDocument, position, context }) => {
        const model = await workspace.file(textDocument.uri);
        if (!model) return NOTHING;
        const offset = model.document.offsetAt(position);
        const isSpace =
          context?.triggerKind === CompletionTriggerKind.TriggerCharacter && context.triggerCharacter === ' ';
        if (isSpace && !asksForValue(model.document.getText().slice(0, offset))) return NOTHING;
        const found = completionsAt(model, offset);
        if (!found) return NOTHING;
        const range = {
          start: model.document.positionAt(found.start),
          end: model.document.positionAt(found.end),
        };
        const items = found.candidates.map((candidate) => completionItem(candidate, range));
        if (items.length <= MOST) return { isIncomplete: false, items };
        const prefix = model.document.getText().slice(found.start, offset).toLowerCase();
        const fitting = items.filter(({ label }) => label.toLowerCase().includes(prefix));
        fitting.sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
        return { isIncomplete: fitting.length > MOST, items: fitting.slice(0, MOST) };
      }),
    );
  },
};

/** A list that opens at every space would be in the way; it opens where a value must follow. */
function asksForValue(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1).trimEnd();
  const word = /[\p{L}\p{N}_]*$/u.exec(line)![0];
  return /[:=,[(]$/u.test(line) || CLAUSE_WORDS.has(word);
}
