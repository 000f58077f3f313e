import type { Command } from 'commander';

/** One command with everything that may follow it. */
export interface CommandWords {
  /** Names behind `tenon`: `[]` for itself, `['deploy', 'plan']`. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly subcommands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly OptionWords[];
  /** Words that its first argument may be, when these are fixed. */
  readonly choices: readonly string[];
}

export interface OptionWords {
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** The command line as data for the printers of the shells, itself and every subcommand. */
export function commandWords(command: Command, path: readonly string[] = []): readonly CommandWords[] {
  const options = command
    .createHelp()
    .visibleOptions(command)
    .map((option): OptionWords => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined),
      description: option.description,
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    }));
  const own: CommandWords = {
    path,
    summary: command.summary() || command.description(),
    subcommands: command.commands.map((each) => ({ name: each.name(), summary: each.summary() })),
    options,
    choices: command.registeredArguments[0]?.argChoices ?? [],
  };
  return [own, ...command.commands.flatMap((each) => commandWords(each, [...path, each.name()]))];
}
