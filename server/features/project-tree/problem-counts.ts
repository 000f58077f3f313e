import type { Diagnostic } from '../../../language/index.ts';
import type { ProblemCounts, TreeRange } from '../../../protocol/index.ts';

/** How many errors and warnings lie in ranges of files; made once for all questions about the same findings. */
export class FindingsByFile {
  readonly #byFile = new Map<string, Diagnostic[]>();

  constructor(findings: readonly Diagnostic[]) {
    for (const finding of findings) {
      if (finding.severity !== 'error' && finding.severity !== 'warning') continue;
      const others = this.#byFile.get(finding.file);
      if (others) others.push(finding);
      else this.#byFile.set(finding.file, [finding]);
    }
  }

  within(file: string, { start, end }: TreeRange): ProblemCounts {
    let errors = 0;
    let warnings = 0;
    for (const { range, severity } of this.#byFile.get(file) ?? []) {
      const { line, character } = range.start;
      const isAfterStart = line > start.line || (line === start.line && character >= start.character);
      const isBeforeEnd = line < end.line || (line === end.line && character < end.character);
      if (!isAfterStart || !isBeforeEnd) continue;
      if (severity === 'error') errors++;
      else warnings++;
    }
    return { errors, warnings };
  }
}

export const sum = (all: readonly ProblemCounts[]): ProblemCounts => ({
  errors: all.reduce((total, { errors }) => total + errors, 0),
  warnings: all.reduce((total, { warnings }) => total + warnings, 0),
});
