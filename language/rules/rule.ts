import type { Severity } from '../diagnostics/diagnostic.ts';
import type { File } from '../generated/ast.ts';
import type { Origin } from '../model/origin.ts';
import type { System } from '../model/system.ts';
import type { Analysis } from '../scoping/analysis.ts';
import type { FileSymbols } from '../scoping/file-symbols.ts';
import type { Report } from '../scoping/problem.ts';
import type { ProjectFacts } from '../project/facts.ts';
import type { Fix } from './fix.ts';

/** What a rule of one file may look at. */
export interface FileContext {
  readonly file: FileSymbols;
  readonly ast: File;
  readonly analysis: Analysis;
  readonly facts: ProjectFacts;
}

/** What a rule of the resolved model may look at; it reports on origins. */
export interface SystemContext {
  readonly system: System;
  readonly facts: ProjectFacts;
}

/**
 * One check with its fix. Its folder also holds its page (`<name>.md`, with a bad and a good example)
 * and its test. A rule looks either at the syntax and names of one file, or at the resolved model.
 */
export interface Rule {
  readonly code: string;
  /** Name of its folder, such as `traffic-shares`. */
  readonly name: string;
  /** One sentence for the list of rules. */
  readonly summary: string;
  readonly severity: Severity;
  checkFile?(context: FileContext, report: Report): void;
  checkSystem?(context: SystemContext, report: SystemReport): void;
  /** Quick fixes; they use only the diagnostic's data. */
  readonly fixes?: readonly Fix[];
}

/** A finding about an element of the resolved model. */
export type SystemReport = (finding: {
  readonly message: string;
  readonly origin: Origin;
  readonly help?: string;
  readonly data?: unknown;
  readonly severity?: Severity;
  readonly related?: readonly { readonly origin: Origin; readonly message: string }[];
}) => void;
