import { checkFile, type CheckedFile } from '../checker/file-checker.ts';
import { CODES } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../rules/rule.ts';
import type { Analysis } from '../scoping/analysis.ts';
import { Computation } from '../scoping/computation.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { readPlaces } from './element-checks.ts';
import type { ProjectFile } from './project-file.ts';
import { StatementMemory } from './statement-memory.ts';
import { toDiagnostic } from './to-diagnostic.ts';

interface ChecksOfFile {
  readonly checked: Computation<CheckedFile>;
  readonly findings: Computation<readonly Diagnostic[]>;
}

export interface FileChecksOptions {
  readonly rules: readonly Rule[];
  readonly vocabulary: Vocabulary;
  readonly analysis: Analysis;
  /** Told of each file that is checked, and whose findings do not hold any more. */
  readonly onCheck: () => void;
  readonly onStale: (path: string) => void;
  /** Told how long a rule took, from when on in milliseconds. */
  readonly countTime: (rule: Rule, start: number) => void;
}

/** What the words and names of a file say, and the rules that look at its text, kept until something changes that it follows from. */
export class FileChecks {
  readonly #options: FileChecksOptions;
  readonly #checks = new Map<string, ChecksOfFile>();
  readonly #statements: StatementMemory;

  constructor(options: FileChecksOptions) {
    this.#options = options;
    this.#statements = new StatementMemory(options.analysis.project.tracker);
  }

  checked(file: ProjectFile): CheckedFile {
    return this.#of(file).checked.get(this.#options.analysis.project.tracker);
  }

  findings(file: ProjectFile): readonly Diagnostic[] {
    return this.#of(file).findings.get(this.#options.analysis.project.tracker);
  }

  /** Another text stands at a path. */
  forget(path: string): void {
    const checks = this.#checks.get(path);
    checks?.findings.dispose();
    checks?.checked.dispose();
    this.#checks.delete(path);
  }

  delete(path: string): void {
    this.forget(path);
    this.#statements.forget(path);
  }

  /** Keeps the findings of a file, and nothing else that points into its tree. Gives whether they are known. */
  letGo(path: string): boolean {
    const checks = this.#checks.get(path);
    if (checks?.findings.isValid !== true) return false;
    checks.findings.absorb(this.#options.analysis.project.tracker);
    // It may have been asked for again since the findings have absorbed it.
    checks.checked.dispose();
    this.#statements.forget(path);
    return true;
  }

  #of(file: ProjectFile): ChecksOfFile {
    const { path } = file;
    let checks = this.#checks.get(path);
    if (!checks) {
      const { analysis, vocabulary, onCheck, onStale } = this.#options;
      const { tracker } = analysis.project;
      const checked = new Computation(
        () => {
          onCheck();
          const options = { vocabulary, analysis, facts: analysis.facts };
          return checkFile(file.symbols, file.ast, options, this.#statements.of(file));
        },
        { isPart: true },
      );
      const findings = new Computation(() => this.#find(file, checked.get(tracker)), {
        onDoubt: () => onStale(path),
      });
      this.#checks.set(path, (checks = { checked, findings }));
    }
    return checks;
  }

  #find(file: ProjectFile, checked: CheckedFile): readonly Diagnostic[] {
    const { rules, analysis, countTime } = this.#options;
    const result: Diagnostic[] = file.syntax.map((problem) => ({
      code: CODES.syntax,
      severity: 'error',
      message: problem.message,
      file: file.path,
      range: problem.range,
    }));
    for (const problem of checked.problems) result.push(toDiagnostic(problem, file.path));
    for (const rule of rules) {
      if (!rule.checkFile) continue;
      const start = performance.now();
      rule.checkFile({ file: file.symbols, ast: file.ast, analysis, facts: analysis.facts }, (problem) =>
        result.push(toDiagnostic({ severity: rule.severity, ...problem, code: rule.code }, file.path)),
      );
      countTime(rule, start);
    }
    readPlaces(result, file.path, analysis.project);
    return result;
  }
}
