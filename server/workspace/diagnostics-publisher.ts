import type { Diagnostic as LspDiagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Diagnostic } from '../../language/index.ts';
import { lspDiagnostic } from '../text/lsp-diagnostic.ts';
import type { ProjectHost } from './project-host.ts';

interface Published {
  readonly uri: string;
  /** What was said, as text, so that the same is not said twice. */
  readonly key: string;
}

/** Tells the editor what is found, only when it differs from what was told before. */
export class DiagnosticsPublisher {
  readonly #send: (params: PublishDiagnosticsParams) => void;
  readonly #versionOf: (uri: string) => number | undefined;
  readonly #published = new Map<ProjectHost, Map<string, Published>>();

  constructor(
    send: (params: PublishDiagnosticsParams) => void,
    versionOf: (uri: string) => number | undefined,
  ) {
    this.#send = send;
    this.#versionOf = versionOf;
  }

  publish(host: ProjectHost, path: string, findings: readonly Diagnostic[]): void {
    const ofHost = this.#published.get(host) ?? new Map<string, Published>();
    this.#published.set(host, ofHost);
    const before = ofHost.get(path);
    if (findings.length === 0) {
      ofHost.delete(path);
      if (ofHost.size === 0) this.#published.delete(host);
      if (before) this.#tell(before.uri, []);
      return;
    }
    const uri = host.uriOf(path);
    if (before && before.uri !== uri) this.#tell(before.uri, []);
    const diagnostics = findings.map((finding) => lspDiagnostic(finding, (file) => host.uriOf(file)));
    const key = `${this.#versionOf(uri) ?? ''} ${JSON.stringify(diagnostics)}`;
    ofHost.set(path, { uri, key });
    if (before?.uri !== uri || before.key !== key) this.#tell(uri, diagnostics);
  }

  #tell(uri: string, diagnostics: LspDiagnostic[]): void {
    const version = this.#versionOf(uri);
    this.#send({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  }
}
