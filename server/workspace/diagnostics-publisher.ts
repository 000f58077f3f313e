import type { Diagnostic as LspDiagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { DiagnosticReport, DiagnosticReports } from './diagnostic-reports.ts';

/** Tells editors that don't ask what is found, whenever it differs from what was told before. */
export class DiagnosticsPublisher {
  readonly #send: (params: PublishDiagnosticsParams) => void;
  readonly #versionOf: (uri: string) => number | undefined;
  /** Version of the text that was last told with findings, by URI. */
  readonly #told = new Map<string, number | undefined>();

  constructor(
    send: (params: PublishDiagnosticsParams) => void,
    versionOf: (uri: string) => number | undefined,
  ) {
    this.#send = send;
    this.#versionOf = versionOf;
  }

  /** Tells of every change of the reports from now on. */
  follow(reports: DiagnosticReports): void {
    reports.onReport((report, isOther) => this.#publish(report, isOther));
  }

  #publish({ uri, diagnostics }: DiagnosticReport, isOther: boolean): void {
    const version = this.#versionOf(uri);
    // The same findings are told again for a newer text, so that the editor knows that they still hold.
    if (!isOther && (diagnostics.length === 0 || this.#told.get(uri) === version)) return;
    if (diagnostics.length === 0) this.#told.delete(uri);
    else this.#told.set(uri, version);
    this.#send({
      uri,
      diagnostics: diagnostics as LspDiagnostic[],
      ...(version === undefined ? {} : { version }),
    });
  }
}
