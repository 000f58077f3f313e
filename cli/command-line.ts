import { Command, CommanderError } from 'commander';
import type { CliCommand, CliContext } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT, EXIT_MEANINGS, type ExitCode } from './exit-codes.ts';
import { packageVersion } from './package-root.ts';
import { createTerminal } from './terminal.ts';

/** Runs the command line of a process and gives its exit code. */
export async function runCommandLine(process: NodeJS.Process): Promise<ExitCode> {
  const terminal = createTerminal(process);
  const cancellation = cancelOnInterrupt(process);
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', () => process.exit(EXIT.ok));
  let exitCode: ExitCode = EXIT.ok;
  const program = createProgram((command, args, options) => {
    const context: CliContext = { cwd: process.cwd(), signal: cancellation.signal, terminal, program };
    return command.run!(context, args, options).then((code) => void (exitCode = code));
  });
  try {
    await program.parseAsync(process.argv);
    return cancellation.signal.aborted ? EXIT.cancelled : exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (cancellation.signal.aborted) {
      terminal.error('Cancelled.\n');
      return EXIT.cancelled;
    }
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.error(`This is a bug of Tenon; please report it with these lines.\n${details}\n`);
    return EXIT.toolFailed;
  } finally {
    cancellation.stop();
  }
}

type Run = (command: CliCommand, args: readonly (string | undefined)[], options: object) => Promise<void>;

/** The whole command line: help, completion and documentation are made from it. */
export function createProgram(run: Run): Command {
  const program = new Command('tenon')
    .description('One typed model of an AI system: checked, generated, measured and launched.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .exitOverride()
    .addHelpText('after', () => `\nExit codes:\n${exitCodeLines()}`);
  for (const command of COMMANDS) program.addCommand(createCommand(command, run, program));
  return program;
}

function createCommand(command: CliCommand, run: Run, parent: Command): Command {
  const made = new Command(command.name).summary(command.summary).helpOption('-h, --help', 'show help');
  made.copyInheritedSettings(parent);
  made.description(
    [command.summary, ...(command.details === undefined ? [] : ['', command.details])].join('\n'),
  );
  command.declare?.(made);
  for (const subcommand of command.subcommands ?? []) made.addCommand(createCommand(subcommand, run, made));
  if (command.run) {
    const expected = made.registeredArguments.length;
    made.action(async (...given: unknown[]) => {
      await run(
        command,
        given.slice(0, expected).flat() as (string | undefined)[],
        given[expected] as object,
      );
    });
  }
  const examples = command.examples.flatMap(({ line, says }) => [`  $ tenon ${line}`, `      ${says}`]);
  if (examples.length > 0) made.addHelpText('after', `\nExamples:\n${examples.join('\n')}`);
  return made;
}

const exitCodeLines = (): string =>
  EXIT_MEANINGS.map(({ code, meaning }) => `  ${String(code).padEnd(5)}${meaning}`).join('\n');

/** The first Ctrl+C asks the command to stop and clean up, the second ends the process. */
function cancelOnInterrupt(process: NodeJS.Process): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const cancel = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    controller.abort(new Error('cancelled'));
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  return {
    signal: controller.signal,
    stop: () => void process.removeListener('SIGINT', cancel).removeListener('SIGTERM', cancel),
  };
}
