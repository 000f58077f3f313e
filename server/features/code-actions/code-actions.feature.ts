import { CodeActionKind, MessageType, ShowMessageNotification, type CancellationToken, type CodeAction } from 'vscode-languageserver'; // prettier-ignore
import type { FeatureContext, ServerFeature } from '../feature.ts';
import { ALL_KINDS, isWanted } from './action-kinds.ts';
import { deferredEdits, type Deferred } from './deferred-edits.ts';
import { offeredActions, sourceActions, type OfferedAction } from './offered-actions.ts';
import { refactor, refactoringActions } from './refactoring-actions.ts';
import { workspaceEdit } from './workspace-edit.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** What comes back when an action is chosen whose edits are still to be made. */
interface ActionData {
  readonly uri: string;
  readonly deferred: Deferred;
}

/** Quick fixes for what was found, fixes of many findings at once, refactorings, and order in the imports. */
export const feature: ServerFeature = {
  id: 'code-actions',
  capabilities: {
    codeActionProvider: { codeActionKinds: [...ALL_KINDS], resolveProvider: true },
  },
  register(context) {
    const { connection, workspace, guard } = context;
    connection.onCodeAction(
      guard.handle('code-actions', [] as CodeAction[], async (params, token) => {
        const model = await workspace.file(params.textDocument.uri);
        if (!model) return [];
        const { only, diagnostics } = params.context;
        const offered = [
          ...(isWanted(CodeActionKind.QuickFix, only) ? offeredActions(diagnostics, model, context) : []),
          ...(await refactoringActions(params, model, context, token)),
          // Actions of the whole file are only for those who ask for them.
          ...(only?.some((kind) => kind.startsWith(CodeActionKind.Source))
            ? sourceActions(model).filter(({ kind }) => isWanted(kind, only))
            : []),
        ];
        const actions: CodeAction[] = [];
        for (const action of offered) {
          const made = await codeAction(action, model, context, token);
          if (made) actions.push(made);
        }
        return actions;
      }),
    );
    connection.onCodeActionResolve((action, token) =>
      guard.handle('code-actions', action, async (asked: CodeAction) => {
        if (asked.data === undefined) return asked;
        const done = await resolved(asked, context, token);
        if (!('problem' in done)) return done;
        // An action without edits does nothing, so why has to be said.
        const message = `${asked.title}: ${context.texts.of(done.problem)}`;
        await connection.sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message,
        });
        return asked;
      })(action, token),
    );
  },
};

/** As the protocol writes it; undefined for one that can't be done, where the editor wants all edits at once. */
async function codeAction(
  { title: english, kind, shown, preferred, disabled, edits, deferred, command }: OfferedAction,
  model: ModelFile,
  context: FeatureContext,
  token: CancellationToken,
): Promise<CodeAction | undefined> {
  const { texts } = context;
  const title = texts.of(english);
  const action: CodeAction = {
    title,
    kind,
    ...(shown ? { diagnostics: [shown] } : {}),
    ...(preferred ? { isPreferred: true } : {}),
    ...(disabled === undefined ? {} : { disabled: { reason: texts.of(disabled) } }),
    ...(command ? { command: { ...command, title: texts.of(command.title) } } : {}),
    ...(edits ? { edit: workspaceEdit(title, edits, { ...context, host: model.host }) } : {}),
  };
  if (!deferred) return action;
  const data: ActionData = { uri: model.uri, deferred };
  const isLazy =
    context.client.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
  if (isLazy) return { ...action, data };
  const done = await resolved({ ...action, data }, context, token);
  return 'problem' in done ? undefined : done;
}

async function resolved(
  action: CodeAction,
  context: FeatureContext,
  token: CancellationToken,
): Promise<CodeAction | { readonly problem: string }> {
  const { uri, deferred } = action.data as ActionData;
  const model = await context.workspace.file(uri);
  if (!model) return { problem: 'The file is gone.' };
  const { host } = model;
  if (deferred.what !== 'refactor') {
    const edits = await deferredEdits(deferred, model, context.checks);
    return { ...action, edit: workspaceEdit(action.title, edits, { ...context, host }) };
  }
  const done = await refactor(deferred, model, context, token);
  if ('problem' in done) return done;
  const { edits, created, command } = done;
  return {
    ...action,
    edit: workspaceEdit(action.title, edits, { ...context, host }, created),
    ...(command ? { command } : {}),
  };
}
