import type { Diagnostic, Severity } from '../../language/index.ts';

/** A diagnostic with the environments that it holds for, unless it holds for all that were checked. */
export interface Finding extends Diagnostic {
  readonly environments?: readonly string[];
}

/** What a command found: every format is made from this. */
export interface Report {
  /** Name of the command, such as `check`. */
  readonly command: string;
  /** Absolute path of the project. */
  readonly folder: string;
  readonly cwd: string;
  /** Sorted by place. */
  readonly findings: readonly Finding[];
  /** Paths of all files that were looked at, relative to the project. */
  readonly files: readonly string[];
  /** Environments that were checked; none when the project declares none. */
  readonly environments: readonly string[];
  /** Text of a file of the project, for showing the line. */
  readonly textOf: (file: string) => string | undefined;
  /** Milliseconds by phase, when asked for. */
  readonly stats?: readonly { readonly phase: string; readonly milliseconds: number }[];
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  /** Information and hints. */
  readonly notes: number;
}

export function count(findings: readonly Finding[]): Counts {
  const of = (...severities: Severity[]): number =>
    findings.filter(({ severity }) => severities.includes(severity)).length;
  return { errors: of('error'), warnings: of('warning'), notes: of('information', 'hint') };
}
