import type {
  CancellationToken,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import {
  NOTHING,
  type DiagnosticReport,
  type DiagnosticReports,
} from '../../workspace/diagnostic-reports.ts';
import type { Workspace } from '../../workspace/workspace.ts';

export interface StreamSources {
  readonly reports: DiagnosticReports;
  readonly workspace: Workspace;
}

/**
 * The answer to a question for the findings of all files. It stays open: an editor that takes partial results gets
 * each change as it comes, any other one gets its answer when there is a change.
 */
export class WorkspaceReportStream {
  readonly #known: Map<string, string>;
  readonly #sources: StreamSources;

  /** `known` holds result ids by URI. */
  constructor(known: ReadonlyMap<string, string>, sources: StreamSources) {
    this.#known = new Map(known);
    this.#sources = sources;
  }

  answer(
    token: CancellationToken,
    send: ((items: WorkspaceDocumentDiagnosticReport[]) => void) | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    const { reports, workspace } = this.#sources;
    const first = this.#take(reports.changedSince(this.#known));
    if (first.length > 0) {
      if (!send) return Promise.resolve({ items: first });
      send(first);
    }
    return new Promise((resolve) => {
      const stops: (() => void)[] = [];
      const end = (items: WorkspaceDocumentDiagnosticReport[]): void => {
        for (const stop of stops) stop();
        resolve({ items });
      };
      const tell = (report: DiagnosticReport): void => {
        const items = this.#take([report]);
        if (send) send(items);
        else end(items);
      };
      stops.push(
        reports.onReport((report) => {
          if (report.resultId !== (this.#known.get(report.uri) ?? NOTHING)) tell(report);
        }),
        // The editor forgets what it knew of a text that is closed.
        workspace.onClosed((uri) => {
          this.#known.delete(uri);
          const report = reports.get(uri);
          if (report.diagnostics.length > 0) tell(report);
        }),
      );
      const cancelled = token.onCancellationRequested(() => end([]));
      stops.push(() => cancelled.dispose());
    });
  }

  #take(changed: readonly DiagnosticReport[]): WorkspaceDocumentDiagnosticReport[] {
    return changed.map(({ uri, resultId, diagnostics }) => {
      this.#known.set(uri, resultId);
      const version = this.#sources.workspace.versionOf(uri) ?? null;
      return { kind: 'full', uri, version, resultId, items: [...diagnostics] };
    });
  }
}
