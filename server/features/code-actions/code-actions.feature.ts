import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import type { FeatureContext, ServerFeature } from '../feature.ts';
import { deferredEdits } from './deferred-edits.ts';
import { offeredActions, sourceActions, type OfferedAction } from './offered-actions.ts';
import { FIX_ALL, ORGANIZE_IMPORTS } from './action-kinds.ts';
import { workspaceEdit } from './workspace-edit.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** What comes back when an action is chosen whose edits are still to be made. */
interface ActionData {
  readonly uri: string;
  readonly deferred: NonNullable<OfferedAction['deferred']>;
}

/** Quick fixes for what was found, fixes of many findings at once, and order in the imports. */
export const feature: ServerFeature = {
  id: 'code-actions',
  capabilities: {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, ORGANIZE_IMPORTS],
      resolveProvider: true,
    },
  },
  register(context) {
    const { connection, workspace, guard } = context;
    connection.onCodeAction(
      guard.handle('code-actions', [] as CodeAction[], async ({ textDocument, context: asked }) => {
        const model = await workspace.file(textDocument.uri);
        if (!model) return [];
        const wants = (kind: string): boolean =>
          asked.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? false;
        const offered = [
          ...(asked.only === undefined || wants(CodeActionKind.QuickFix)
            ? offeredActions(asked.diagnostics, model, context)
            : []),
          // Actions of the whole file are only for those who ask for them.
          ...sourceActions(model).filter(({ kind }) => wants(kind)),
        ];
        return Promise.all(offered.map((action) => codeAction(action, model, context)));
      }),
    );
    connection.onCodeActionResolve((action, token) =>
      guard.handle('code-actions', action, (asked: CodeAction) =>
        asked.data === undefined ? asked : resolved(asked, context),
      )(action, token),
    );
  },
};

async function codeAction(
  { title, kind, shown, preferred, edits, deferred, command }: OfferedAction,
  model: ModelFile,
  context: FeatureContext,
): Promise<CodeAction> {
  const action: CodeAction = {
    title,
    kind,
    ...(shown ? { diagnostics: [shown] } : {}),
    ...(preferred ? { isPreferred: true } : {}),
    ...(command ? { command } : {}),
    ...(edits ? { edit: workspaceEdit(title, edits, { ...context, host: model.host }) } : {}),
  };
  if (!deferred) return action;
  const data: ActionData = { uri: model.uri, deferred };
  const isLazy =
    context.client.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
  return isLazy ? { ...action, data } : resolved({ ...action, data }, context);
}

async function resolved(action: CodeAction, context: FeatureContext): Promise<CodeAction> {
  const { uri, deferred } = action.data as ActionData;
  const model = await context.workspace.file(uri);
  if (!model) return action;
  const edits = await deferredEdits(deferred, model, context.checks);
  return { ...action, edit: workspaceEdit(action.title, edits, { ...context, host: model.host }) };
}
