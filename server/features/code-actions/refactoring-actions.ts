import { CodeActionTriggerKind, type CancellationToken, type CodeActionParams, type Command } from 'vscode-languageserver'; // prettier-ignore
import { whereIs, type TextEdit } from '../../../language/index.ts';
import { findOccurrences } from '../../names/find-occurrences.ts';
import type { Refactoring, RefactoringTools, Refusal, Selected } from '../../refactorings/refactoring.ts';
import { REFACTORINGS } from '../../refactorings/registry.ts';
import { tried, unreadable } from '../../refactorings/trial.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { FeatureContext } from '../feature.ts';
import { isWanted } from './action-kinds.ts';
import type { OfferedAction } from './offered-actions.ts';

/** Which refactoring was chosen, of what. */
export interface ChosenRefactoring {
  readonly what: 'refactor';
  readonly id: string;
  readonly choice: string;
  /** Half-open offsets of the selection. */
  readonly start: number;
  readonly end: number;
  /** Of the text that these are of. */
  readonly version: number | null;
}

/** What comes out of a refactoring. */
export interface Refactored {
  readonly edits: readonly TextEdit[];
  readonly created: ReadonlyMap<string, string>;
  /** Asks for a better name than the one that was made up. */
  readonly command?: Command;
}

/** In bigger projects what can't be done is only told when it was chosen; trying takes a moment for each offer. */
const MOST_FILES_TRIED = 300;

/**
 * Refactorings of what is selected. Those who ask for this kind of action by name are told what can't be done and
 * why; for the light bulb nothing but the syntax around the cursor is looked at.
 */
export async function refactoringActions(
  { range, context: { only, triggerKind } }: CodeActionParams,
  model: ModelFile,
  context: FeatureContext,
  token: CancellationToken,
): Promise<OfferedAction[]> {
  const { document } = model;
  const selected: Selected = {
    model,
    start: document.offsetAt(range.start),
    end: document.offsetAt(range.end),
  };
  const version = context.workspace.versionOf(model.uri) ?? null;
  const isAsked = only !== undefined && triggerKind !== CodeActionTriggerKind.Automatic;
  const showsRefusals = isAsked && context.client.textDocument?.codeAction?.disabledSupport === true;
  const isBroken = model.file.syntax.length > 0;
  const result: OfferedAction[] = [];
  for (const refactoring of REFACTORINGS.filter(({ kind }) => isWanted(kind, only))) {
    for (const offer of refactoring.offers(selected)) {
      const { title } = offer;
      const { kind } = refactoring;
      const refuse = (disabled: string): unknown => showsRefusals && result.push({ title, kind, disabled });
      if ('refusal' in offer || isBroken) {
        refuse('refusal' in offer ? offer.refusal : unreadable(model.path));
        continue;
      }
      const deferred = { what: 'refactor', id: refactoring.id, choice: offer.choice, start: selected.start, end: selected.end, version } as const; // prettier-ignore
      if (isAsked && model.project.files.size <= MOST_FILES_TRIED) {
        const refactored = await refactor(deferred, model, context, token);
        if (token.isCancellationRequested) return [];
        if ('problem' in refactored) {
          refuse(refactored.problem);
          continue;
        }
      }
      result.push({ title, kind, deferred });
    }
  }
  return result;
}

/** Makes the change of a refactoring, and holds the model after it against the one before. */
export async function refactor(
  chosen: ChosenRefactoring,
  model: ModelFile,
  { workspace, client }: FeatureContext,
  token: CancellationToken,
): Promise<Refactored | Refusal> {
  const { id, choice, start, end, version } = chosen;
  if ((workspace.versionOf(model.uri) ?? null) !== version) return { problem: 'The text has changed since the action was offered. Ask for it again.' }; // prettier-ignore
  const refactoring: Refactoring | undefined = REFACTORINGS.find((each) => each.id === id);
  if (!refactoring) return { problem: `There is no refactoring ${id}.` };
  const tools: RefactoringTools = { find: (symbols) => findOccurrences(workspace, model, symbols, token) };
  const change = await refactoring.change({ model, start, end }, choice, tools);
  if ('problem' in change) return change;
  const created = change.created ?? new Map<string, string>();
  const creates = client.workspace?.workspaceEdit?.resourceOperations?.includes('create') === true;
  if (created.size > 0 && !creates) return { problem: 'This editor can create no files for a language server.' }; // prettier-ignore
  const foreign = [...created.keys()].find(
    (path) => model.host.root !== undefined && !model.host.takes(path),
  );
  if (foreign !== undefined) return { problem: `${foreign} would be no model of the project: tenon.json leaves it out.` }; // prettier-ignore
  const trial = tried(model.host, change);
  if ('problem' in trial) return trial;
  const named = change.named;
  const symbol = named && trial.after.files.get(named.file)?.symbols.declared.find(({ kind, name }) => kind === named.kind && name === named.name); // prettier-ignore
  const rename = renameCommand(client);
  return {
    edits: change.edits,
    created,
    ...(symbol && rename !== undefined
      ? {
          command: {
            title: `Rename ${symbol.name}`,
            command: rename,
            arguments: [model.host.uriOf(symbol.file.path), whereIs(symbol.node, 'name').start],
          },
        }
      : {}),
  };
}

/** The editor's command that renames what stands at a place: it is given a URI and a position. */
function renameCommand({ experimental }: FeatureContext['client']): string | undefined {
  const told = (experimental as { readonly renameCommand?: unknown } | null | undefined)?.renameCommand;
  return typeof told === 'string' ? told : undefined;
}
