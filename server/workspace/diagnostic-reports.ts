import type { Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Diagnostic } from '../../language/index.ts';
import { lspDiagnostic } from '../text/lsp-diagnostic.ts';
import type { ProjectHost } from './project-host.ts';

/** What is known of one file, as the editor is told. */
export interface DiagnosticReport {
  readonly uri: string;
  /** Another one for each change; all files without findings have the same. */
  readonly resultId: string;
  readonly diagnostics: readonly LspDiagnostic[];
}

interface Known extends DiagnosticReport {
  /** The findings as text, so that the same is not said twice. */
  readonly key: string;
}

/** Result id of files without findings. */
export const NOTHING = 'none';

type Listener = (report: DiagnosticReport, isOther: boolean) => void;

/** Findings of all projects by the URI of the file, in the words of the protocol. */
export class DiagnosticReports {
  readonly #pageOf: (code: string) => string | undefined;
  readonly #translate: (english: string) => string;
  readonly #reports = new Map<string, Known>();
  /** URI under which findings of a project's path are known; a text can be opened under another one than its file. */
  readonly #uris = new WeakMap<ProjectHost, Map<string, string>>();
  readonly #listeners = new Set<Listener>();
  #lastId = 0;

  /** `pageOf` gives the address of the page that explains a code; `translate` a text as the editor shows it. */
  constructor(
    pageOf: (code: string) => string | undefined,
    translate: (english: string) => string = (english) => english,
  ) {
    this.#pageOf = pageOf;
    this.#translate = translate;
  }

  /** Takes over all findings at one file. */
  set(host: ProjectHost, path: string, findings: readonly Diagnostic[]): DiagnosticReport {
    const uris = this.#uris.get(host) ?? new Map<string, string>();
    this.#uris.set(host, uris);
    const uri = host.uriOf(path);
    const before = uris.get(path);
    if (before !== undefined && before !== uri) this.#replace(before, []);
    if (findings.length > 0) uris.set(path, uri);
    else uris.delete(path);
    const diagnostics = findings.map((finding) =>
      lspDiagnostic(finding, {
        uriOf: (file) => host.uriOf(file),
        pageOf: this.#pageOf,
        translate: this.#translate,
      }),
    );
    return this.#replace(uri, diagnostics);
  }

  get(uri: string): DiagnosticReport {
    return this.#reports.get(uri) ?? nothingAt(uri);
  }

  /** Whether a project has a finding with a code in a file other than one. */
  hasElsewhere(host: ProjectHost, code: string, path: string): boolean {
    for (const [other, uri] of this.#uris.get(host) ?? []) {
      if (other !== path && this.get(uri).diagnostics.some((each) => each.code === code)) return true;
    }
    return false;
  }

  /** Reports that differ from what somebody has, given by URI and result id. */
  changedSince(known: ReadonlyMap<string, string>): DiagnosticReport[] {
    const changed = [...this.#reports.values()].filter(({ uri, resultId }) => known.get(uri) !== resultId);
    const gone = [...known].filter(([uri, resultId]) => resultId !== NOTHING && !this.#reports.has(uri));
    return [...changed, ...gone.map(([uri]) => nothingAt(uri))];
  }

  /** `isOther` is false for findings that were found again. */
  onReport(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #replace(uri: string, diagnostics: readonly LspDiagnostic[]): DiagnosticReport {
    const key = JSON.stringify(diagnostics);
    const before = this.#reports.get(uri) ?? nothingAt(uri);
    const isOther = before.key !== key;
    if (diagnostics.length === 0) this.#reports.delete(uri);
    else if (isOther) this.#reports.set(uri, { uri, key, diagnostics, resultId: `${++this.#lastId}` });
    const report = this.get(uri);
    for (const tell of this.#listeners) tell(report, isOther);
    return report;
  }
}

const nothingAt = (uri: string): Known => ({ uri, resultId: NOTHING, diagnostics: [], key: '[]' });
