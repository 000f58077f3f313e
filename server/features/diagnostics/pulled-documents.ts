import type { DiagnosticReport, DiagnosticReports } from '../../workspace/diagnostic-reports.ts';

interface Answer {
  readonly resultId: string;
  readonly version: number | undefined;
}

/** What the editor was last answered for each open text. */
export class PulledDocuments {
  readonly #reports: DiagnosticReports;
  readonly #versionOf: (uri: string) => number | undefined;
  readonly #answers = new Map<string, Answer>();

  constructor(reports: DiagnosticReports, versionOf: (uri: string) => number | undefined) {
    this.#reports = reports;
    this.#versionOf = versionOf;
  }

  answered({ uri, resultId }: DiagnosticReport): void {
    this.#answers.set(uri, { resultId, version: this.#versionOf(uri) });
  }

  /** Whether an answer does not hold any more, though its text is still the same: after an edit the editor asks by itself. */
  areOutdated(): boolean {
    let areOutdated = false;
    for (const [uri, { resultId, version }] of this.#answers) {
      const now = this.#versionOf(uri);
      if (now === undefined) this.#answers.delete(uri);
      else if (now === version && this.#reports.get(uri).resultId !== resultId) areOutdated = true;
    }
    return areOutdated;
  }
}
