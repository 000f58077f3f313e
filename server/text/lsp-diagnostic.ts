import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Diagnostic } from '../../language/index.ts';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

const TAGS = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

export interface Addresses {
  /** URI of a file of the project. */
  readonly uriOf: (path: string) => string;
  /** Page that explains a code; undefined when there is none. */
  readonly pageOf: (code: string) => string | undefined;
}

/** A finding as the editor shows it: what is wrong, and on the next line what to do. */
export function lspDiagnostic(finding: Diagnostic, { uriOf, pageOf }: Addresses): LspDiagnostic {
  const { code, severity, message, range, help, related, tags } = finding;
  const href = pageOf(code);
  return {
    source: 'tenon',
    code,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    severity: SEVERITIES[severity],
    message: help === undefined ? message : `${message}\n${help}`,
    range,
    ...(tags ? { tags: tags.map((tag) => TAGS[tag]) } : {}),
    ...(related
      ? {
          relatedInformation: related.map((place) => ({
            location: { uri: uriOf(place.file), range: place.range },
            message: place.message,
          })),
        }
      : {}),
    // Quick fixes are made from the finding itself, which comes back with the request for them.
    data: finding,
  };
}
