import { CodeActionKind, type CodeAction, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import { RULES, type Diagnostic, type ProposedFix } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ServerFeature } from '../feature.ts';
import { coreFixes } from './core-fixes.ts';

/** Quick fixes for what was found: those of the rules, and those for names and words. */
export const feature: ServerFeature = {
  id: 'code-actions',
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  register({ connection, workspace, guard }) {
    connection.onCodeAction(
      guard.handle('code-actions', [] as CodeAction[], async ({ textDocument, context }) => {
        const isWanted = context.only?.every((kind) => !kind.startsWith(CodeActionKind.QuickFix)) !== true;
        const model = isWanted ? await workspace.file(textDocument.uri) : undefined;
        if (!model) return [];
        return context.diagnostics.flatMap((shown) => {
          const finding = findingOf(shown);
          if (!finding) return [];
          const fixes = [...ruleFixes(finding), ...coreFixes(finding, model)];
          return fixes.map((fix) => codeAction(fix, shown, model, workspace));
        });
      }),
    );
  },
};

/** The finding comes back with the request; its range is where the editor shows it now. */
function findingOf(shown: LspDiagnostic): Diagnostic | undefined {
  const finding = shown.data as Diagnostic | undefined;
  return typeof finding?.code === 'string' ? { ...finding, range: shown.range } : undefined;
}

const ruleFixes = (finding: Diagnostic): ProposedFix[] =>
  RULES.filter(({ code }) => code === finding.code).flatMap(({ fixes }) =>
    (fixes ?? []).flatMap((fix) => fix.propose(finding)),
  );

function codeAction(
  fix: ProposedFix,
  shown: LspDiagnostic,
  { host }: ModelFile,
  workspace: Workspace,
): CodeAction {
  const uris = [...new Set(fix.edits.map(({ file }) => host.uriOf(file)))];
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [shown],
    ...(fix.preferred ? { isPreferred: true } : {}),
    edit: {
      documentChanges: uris.map((uri) => ({
        textDocument: { uri, version: workspace.versionOf(uri) ?? null },
        edits: fix.edits
          .filter(({ file }) => host.uriOf(file) === uri)
          .map(({ range, newText }) => ({ range, newText })),
      })),
    },
  };
}
