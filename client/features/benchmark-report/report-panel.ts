import * as vscode from 'vscode';
import {
  BENCHMARK_REPORT,
  COMMANDS,
  type BenchmarkReportData,
  type FromReportPage,
  type ToReportPage,
} from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import { reportHtml, reportOptions } from './report-page.ts';
import { reportTexts } from './report-texts.ts';
import { saveExport } from './save-export.ts';

export const REPORT_VIEW = 'tenon.benchmarkReport';

/** What a report is about. */
export interface ReportSubject {
  /** URI of the project folder. */
  readonly project: string;
  /** Qualified name of the model; the one that was measured last when absent. */
  readonly subject?: string;
}

/** The page of a report in a tab of the editor, kept as new as the results. */
export class ReportPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #services: Services;
  readonly #disposables: vscode.Disposable[] = [];
  #shown: ReportSubject;

  constructor(panel: vscode.WebviewPanel, subject: ReportSubject, services: Services) {
    this.panel = panel;
    this.#shown = subject;
    this.#services = services;
    const { extensionUri } = services.context;
    panel.webview.options = reportOptions(extensionUri);
    const icon = (name: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'client', 'resources', name);
    panel.iconPath = { light: icon('tenon-file.svg'), dark: icon('tenon-file-dark.svg') };
    this.#disposables.push(
      panel.webview.onDidReceiveMessage((message: FromReportPage) => this.#receive(message)),
      services.benchmarks.onDidEnd(() => this.refresh()),
      services.server.onDidMakeFiles(() => this.refresh()),
      services.server.onDidChangeState(({ state }) => {
        if (state === 'ready') this.refresh();
      }),
    );
    panel.onDidDispose(() => {
      for (const each of this.#disposables) each.dispose();
    });
    const about = { project: subject.project, subject: subject.subject ?? '' };
    panel.webview.html = reportHtml(panel.webview, extensionUri, about);
  }

  get project(): string {
    return this.#shown.project;
  }

  /** Shows another model of the project, or the same anew. */
  show(subject: string | undefined): void {
    this.#shown = { project: this.project, ...(subject === undefined ? {} : { subject }) };
    this.refresh();
  }

  refresh(): void {
    this.#send().catch((error: unknown) => this.#services.log.error(String(error)));
  }

  async #send(): Promise<void> {
    const { project, subject } = this.#shown;
    const data = await this.#services.server.request(BENCHMARK_REPORT, {
      uri: project,
      ...(subject === undefined || subject === '' ? {} : { model: subject }),
    });
    this.panel.title = titleOf(data);
    const message: ToReportPage = { type: 'show', data: data ?? nothing(this.#shown), texts: reportTexts() };
    await this.panel.webview.postMessage(message);
  }

  #receive(message: FromReportPage): void {
    switch (message.type) {
      case 'ready':
        return this.refresh();
      case 'choose':
        return this.show(message.subject);
      case 'measure': {
        const { project, subject } = this.#shown;
        void vscode.commands.executeCommand(COMMANDS.benchmark, {
          project,
          ...(subject === undefined || subject === '' ? {} : { model: subject }),
        });
        return;
      }
      case 'save':
        saveExport(message, vscode.Uri.parse(this.project)).catch((error: unknown) => {
          this.#services.log.error(String(error));
          void vscode.window.showErrorMessage(
            vscode.l10n.t('The file could not be saved: {0}', String(error)),
          );
        });
    }
  }
}

function titleOf(data: BenchmarkReportData | null): string {
  const subject = data?.subject ?? '';
  const name = subject.slice(subject.lastIndexOf('.') + 1);
  return name === '' ? vscode.l10n.t('Benchmarks') : vscode.l10n.t('Benchmark {0}', name);
}

/** For a project that is gone, or not there yet. */
const nothing = ({ project, subject = '' }: ReportSubject): BenchmarkReportData => ({
  project,
  subject,
  subjects: [],
  results: [],
  comparisons: [],
  objectives: [],
  skipped: 0,
  isStale: false,
});
