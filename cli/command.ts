import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/**
 * One subcommand; each file of `commands/` exports one as `command`. Such a file imports only what its
 * options need: what does the work is imported inside `run`, so that no command pays for another one's start.
 */
export interface CliCommand<Options extends object = object> {
  readonly name: string;
  /** One sentence for the list of commands. */
  readonly summary: string;
  /** Paragraphs for the command's own help and for the documentation. */
  readonly details?: string;
  readonly examples: readonly Example[];
  /** Subcommands of this one, such as `deploy plan`; such a command has no `run` of its own. */
  readonly subcommands?: readonly CliCommand[];
  /** Adds arguments and options. */
  declare?(command: Command): void;
  run?(context: CliContext, args: readonly (string | undefined)[], options: Options): Promise<ExitCode>;
}

interface Example {
  /** Everything behind `tenon `. */
  readonly line: string;
  readonly says: string;
}

/** What every command gets. */
export interface CliContext {
  readonly cwd: string;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
  /** The whole command line, for completion. */
  readonly program: Command;
}

/** Why a command can't do what was asked, in words for the person who asked. */
export interface CommandProblem {
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly help?: string;
}

/** Says the problem on standard error and gives its exit code. */
export function refuse({ terminal }: Pick<CliContext, 'terminal'>, problem: CommandProblem): ExitCode {
  const { red, bold } = terminal.errorColors;
  const help = problem.help === undefined ? '' : `  ${problem.help}\n`;
  terminal.error(`${bold(red('error'))}: ${problem.message}\n${help}`);
  return problem.exitCode;
}
