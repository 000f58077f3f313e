import { setImmediate } from 'node:timers/promises';
import { LOAD_CODES, sortDiagnostics, type Diagnostic } from '../../language/index.ts';
import type { CommandProblem } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OpenedProject } from '../open-project.ts';
import { count, type Finding } from '../report/report.ts';

export interface CheckedProject {
  readonly findings: readonly Finding[];
  /** Simple names of the environments that were checked. */
  readonly environments: readonly string[];
}

/** An environment by its simple and its qualified name; both are absent for the declarations as they stand. */
export interface CheckedEnvironment {
  readonly name?: string;
  readonly qualifiedName?: string;
}

export interface CheckOptions {
  readonly environments: readonly CheckedEnvironment[];
  readonly signal: AbortSignal;
  /** Receives the milliseconds that each environment took. */
  readonly onTime?: (phase: string, milliseconds: number) => void;
}

/**
 * Checks declarations and the resolved model of each environment. A finding that several environments share
 * is given once, with their names unless all of them share it.
 */
export async function checkProject(
  { project, diagnostics }: OpenedProject,
  { environments, signal, onTime }: CheckOptions,
): Promise<CheckedProject> {
  const merged = new Map<string, { readonly diagnostic: Diagnostic; readonly environments: string[] }>();
  for (const { name = '', qualifiedName } of environments) {
    // Checking is synchronous: this is where Ctrl+C is heard.
    await setImmediate();
    signal.throwIfAborted();
    const start = performance.now();
    for (const diagnostic of project.check(qualifiedName)) {
      const key = JSON.stringify(diagnostic);
      const known = merged.get(key) ?? { diagnostic, environments: [] };
      merged.set(key, known);
      if (known.environments.at(-1) !== name) known.environments.push(name);
    }
    onTime?.(name === '' ? 'check' : `check ${name}`, performance.now() - start);
  }
  const found = [...merged.values()].map((each): Finding =>
    each.environments.length === environments.length
      ? each.diagnostic
      : { ...each.diagnostic, environments: each.environments },
  );
  return {
    findings: sortDiagnostics([...diagnostics, ...found]),
    environments: environments.flatMap(({ name }) => (name === undefined ? [] : [name])),
  };
}

/** The named environment, or all; without any the declarations are checked as they stand. */
export function chooseEnvironments(
  project: OpenedProject['project'],
  wanted: string | undefined,
): { readonly environments: readonly CheckedEnvironment[] } | { readonly problem: CommandProblem } {
  if (wanted !== undefined) {
    const found = project.environment(wanted);
    return 'message' in found ? { problem: { exitCode: EXIT.usage, ...found } } : { environments: [found] };
  }
  const all = project.environments();
  return { environments: all.length === 0 ? [{}] : all };
}

/** Codes of findings because of which something could not be read at all. */
const UNREADABLE: readonly string[] = [LOAD_CODES.unreadable, LOAD_CODES.encoding, 'TN1201'];

/** What the findings mean for the exit code: an unreadable input outweighs what was found in the others. */
export function exitCodeOf(findings: readonly Finding[], maxWarnings = Number.POSITIVE_INFINITY): ExitCode {
  const { errors, warnings } = count(findings);
  if (findings.some(({ code, severity }) => severity === 'error' && UNREADABLE.includes(code)))
    return EXIT.unreadable;
  return errors > 0 || warnings > maxWarnings ? EXIT.findings : EXIT.ok;
}
