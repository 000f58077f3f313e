import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import { MEASURED_CODES, type Diagnostic } from '../../language/index.ts';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** What was measured has no fix, and is not ignored in place. */
const MEASURED: ReadonlySet<string> = new Set(Object.values(MEASURED_CODES));

const TAGS = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

export interface Addresses {
  /** URI of a file of the project. */
  readonly uriOf: (path: string) => string;
  /** Page that explains a code; undefined when there is none. */
  readonly pageOf: (code: string) => string | undefined;
  /** A text in the language of the editor; English without it. */
  readonly translate?: (english: string) => string;
}

/** A finding as the editor shows it: what is wrong, and on the next line what to do. */
export function lspDiagnostic(
  finding: Diagnostic,
  { uriOf, pageOf, translate = (english) => english }: Addresses,
): LspDiagnostic {
  const { code, severity, message, range, help, related, tags } = finding;
  const href = pageOf(code);
  return {
    source: 'tenon',
    code,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    severity: SEVERITIES[severity],
    message: help === undefined ? translate(message) : `${translate(message)}\n${translate(help)}`,
    range,
    ...(tags ? { tags: tags.map((tag) => TAGS[tag]) } : {}),
    ...(related
      ? {
          relatedInformation: related.map((place) => ({
            location: { uri: uriOf(place.file), range: place.range },
            message: translate(place.message),
          })),
        }
      : {}),
    // Quick fixes are made from the finding itself, in English, which comes back with the request for them.
    ...(MEASURED.has(code) ? {} : { data: finding }),
  };
}
