import * as vscode from 'vscode';
import { MEASUREMENTS_CHANGED, type ReportPageState } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import { REPORT_VIEW, ReportPanel, type ReportSubject } from './report-panel.ts';

/** The reports that are open: one for each project. */
export class ReportPanels {
  readonly #panels = new Set<ReportPanel>();

  /** Opens the report of a project, or brings it to the front. */
  show(subject: ReportSubject, services: Services): ReportPanel {
    const known = [...this.#panels].find(({ project }) => project === subject.project);
    if (known) {
      known.panel.reveal();
      known.show(subject.subject);
      return known;
    }
    const panel = vscode.window.createWebviewPanel(
      REPORT_VIEW,
      vscode.l10n.t('Benchmarks'),
      { viewColumn: vscode.ViewColumn.Active },
      { enableFindWidget: true },
    );
    return this.#add(panel, subject, services);
  }

  /** Fills the reports again that were open when the window was closed, and keeps all as new as the results. */
  register(services: Services): vscode.Disposable {
    services.server.on(MEASUREMENTS_CHANGED, () => {
      for (const panel of this.#panels) panel.refresh();
    });
    return vscode.window.registerWebviewPanelSerializer(REPORT_VIEW, {
      deserializeWebviewPanel: (panel, state: Partial<ReportPageState> | undefined) => {
        if (typeof state?.project === 'string') {
          const { project, subject } = state;
          this.#add(panel, { project, ...(typeof subject === 'string' ? { subject } : {}) }, services);
        } else {
          panel.dispose();
        }
        return Promise.resolve();
      },
    });
  }

  #add(panel: vscode.WebviewPanel, subject: ReportSubject, services: Services): ReportPanel {
    const report = new ReportPanel(panel, subject, services);
    this.#panels.add(report);
    panel.onDidDispose(() => this.#panels.delete(report));
    return report;
  }
}
