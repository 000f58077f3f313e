import {
  DiagnosticRefreshRequest,
  type DocumentDiagnosticReport,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReportPartialResult,
} from 'vscode-languageserver';
import type { ResultProgressReporter } from 'vscode-languageserver';
import type { FeatureContext, ServerFeature } from '../feature.ts';
import { pullsDiagnostics } from './pulls-diagnostics.ts';
import { PulledDocuments } from './pulled-documents.ts';
import { WorkspaceReportStream } from './workspace-report-stream.ts';

/** Findings for editors that ask for them; all others are told without asking. */
export const feature: ServerFeature = {
  id: 'diagnostics',
  capabilities: (client) =>
    pullsDiagnostics(client)
      ? {
          diagnosticProvider: {
            identifier: 'tenon',
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {},
  register(context) {
    if (pullsDiagnostics(context.client)) register(context);
  },
};

interface WorkspaceQuestion {
  readonly params: WorkspaceDiagnosticParams;
  readonly progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined;
}

function register({ connection, workspace, checks, reports, guard }: FeatureContext): void {
  const pulled = new PulledDocuments(reports, (uri) => workspace.versionOf(uri));
  const { diagnostics } = connection.languages;
  diagnostics.on(
    guard.handle(
      'diagnostics',
      { kind: 'full', items: [] },
      async ({ textDocument: { uri }, previousResultId }): Promise<DocumentDiagnosticReport> => {
        const model = await workspace.fileAlone(uri);
        const report = model
          ? reports.set(model.host, model.path, checks.findingsNow(model.host, model.path))
          : reports.get(uri);
        pulled.answered(report);
        const { resultId } = report;
        return resultId === previousResultId
          ? { kind: 'unchanged', resultId }
          : { kind: 'full', resultId, items: [...report.diagnostics] };
      },
    ),
  );
  const answerWorkspace = guard.handle(
    'workspace diagnostics',
    { items: [] },
    ({ params, progress }: WorkspaceQuestion, token) => {
      const known = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
      const stream = new WorkspaceReportStream(known, { reports, workspace });
      return stream.answer(token, progress && ((items) => progress.report({ items })));
    },
  );
  diagnostics.onWorkspace((params, token, _, progress) => answerWorkspace({ params, progress }, token));
  checks.onSettled(() => {
    // What is shown of an open file that the editor has no reason to ask for again.
    if (pulled.areOutdated()) {
      void connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => undefined);
    }
  });
}
