import type { Diagnostic } from '../../../language/index.ts';
import type { ProblemCounts, TreeRange } from '../../../protocol/index.ts';

/** Which errors and warnings lie in ranges of files; made once for all questions about the same findings. */
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

  within(file: string, range: TreeRange): ProblemCounts {
    const inside = this.in(file, range);
    const errors = inside.filter(({ severity }) => severity === 'error').length;
    return { errors, warnings: inside.length - errors };
  }

  /** The errors and warnings that begin in a range. */
  in(file: string, { start, end }: TreeRange): readonly Diagnostic[] {
    return (this.#byFile.get(file) ?? []).filter(({ range }) => {
      const { line, character } = range.start;
      const isAfterStart = line > start.line || (line === start.line && character >= start.character);
      return isAfterStart && (line < end.line || (line === end.line && character < end.character));
    });
  }
}

export const sum = (all: readonly ProblemCounts[]): ProblemCounts => ({
  errors: all.reduce((total, { errors }) => total + errors, 0),
  warnings: all.reduce((total, { warnings }) => total + warnings, 0),
});
