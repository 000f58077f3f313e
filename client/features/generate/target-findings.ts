import * as vscode from 'vscode';
import type { TargetFinding } from '../../../protocol/index.ts';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

/** What targets said of the model when it was generated last, such as what they can't carry. */
export class TargetFindings {
  readonly #all = vscode.languages.createDiagnosticCollection('tenon-generate');
  // A line that was edited may be right by now; the next generation tells.
  readonly #edits = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) this.#all.delete(document.uri);
  });

  show(findings: readonly TargetFinding[]): void {
    this.#all.clear();
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const { uri, range, severity, code, message, help } of findings) {
      const { start, end } = range;
      const place = new vscode.Range(start.line, start.character, end.line, end.character);
      const text = help === undefined ? message : `${message}\n${help}`;
      const diagnostic = new vscode.Diagnostic(place, text, SEVERITIES[severity]);
      diagnostic.source = 'tenon generate';
      diagnostic.code = code;
      byFile.set(uri, [...(byFile.get(uri) ?? []), diagnostic]);
    }
    for (const [uri, diagnostics] of byFile) this.#all.set(vscode.Uri.parse(uri), diagnostics);
  }

  dispose(): void {
    this.#edits.dispose();
    this.#all.dispose();
  }
}
