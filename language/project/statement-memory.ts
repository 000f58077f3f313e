import type { CheckedFile, RememberStatement } from '../checker/file-checker.ts';
import type { Statement } from '../generated/ast.ts';
import { Computation } from '../scoping/computation.ts';
import type { Tracker } from '../scoping/tracker.ts';
import type { ProjectFile } from './project-file.ts';

/** Files with fewer statements are checked as a whole: what they would keep costs more than it saves. */
const MANY = 8;

interface Remembered {
  readonly computation: Computation<CheckedFile>;
  /** Checks the statement in the newest state of its file. */
  check: () => CheckedFile;
}

/** What the check of the words found in the statements of large files, as long as they stay the same nodes. */
export class StatementMemory {
  readonly #tracker: Tracker;
  readonly #byPath = new Map<string, WeakMap<Statement, Remembered>>();

  constructor(tracker: Tracker) {
    this.#tracker = tracker;
  }

  forget(path: string): void {
    this.#byPath.delete(path);
  }

  /** For the check of one state of a file. */
  of({ path, ast, symbols }: ProjectFile): RememberStatement {
    // Words that nobody understands in one statement decide what is told of the names in others.
    if (ast.statements.length < MANY || symbols.lost.size > 0) {
      this.forget(path);
      return (_, check) => check();
    }
    const known = this.#byPath.get(path) ?? new WeakMap<Statement, Remembered>();
    this.#byPath.set(path, known);
    return (statement, check) => this.#remember(known, statement, check);
  }

  #remember(
    known: WeakMap<Statement, Remembered>,
    statement: Statement,
    check: () => CheckedFile,
  ): CheckedFile {
    let remembered = known.get(statement);
    // Findings name places, which may have moved.
    if (remembered?.computation.known?.problems.length) {
      remembered.computation.dispose();
      remembered = undefined;
    }
    if (remembered) remembered.check = check;
    else known.set(statement, (remembered = this.#new(check)));
    return remembered.computation.get(this.#tracker);
  }

  #new(check: () => CheckedFile): Remembered {
    const remembered: Remembered = {
      computation: new Computation(() => remembered.check(), { isPart: true }),
      check,
    };
    return remembered;
  }
}
