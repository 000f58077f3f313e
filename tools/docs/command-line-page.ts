import type { Command, Option } from 'commander';
import { createProgram } from '../../cli/command-line.ts';
import { COMMANDS } from '../../cli/commands/index.ts';
import type { CliCommand } from '../../cli/command.ts';
import { EXIT_MEANINGS } from '../../cli/exit-codes.ts';

/** The page about the `tenon` command, made from the command line itself. */
export function commandLinePage(): string {
  const program = createProgram(() => Promise.resolve());
  const sections = COMMANDS.flatMap((command) => {
    const made = program.commands.find((each) => each.name() === command.name)!;
    return commandSections(command, made, [command.name]);
  });
  return [
    '# The command line',
    '',
    '<!-- Made by tools/generate-docs.ts from cli/commands. -->',
    '',
    '`tenon` gives the same answers as the editor. Results go to standard output, everything else to standard error.',
    'Lines and columns are counted from 1. Colours are used on a terminal only; `NO_COLOR` switches them off and',
    '`FORCE_COLOR=1` on. Ctrl+C stops a command, which cleans up; a second one ends it at once.',
    '',
    'Where a command takes a path, it is a project folder or anything inside one: the project is the nearest folder',
    'upwards with a `tenon.json`, else the folder itself.',
    '',
    '## Exit codes',
    '',
    '| Code | Meaning |',
    '| --- | --- |',
    ...EXIT_MEANINGS.map(({ code, meaning }) => `| ${code} | ${meaning} |`),
    '',
    ...sections,
  ].join('\n');
}

function commandSections(command: CliCommand, made: Command, path: readonly string[]): readonly string[] {
  const { summary, details, examples, subcommands = [] } = command;
  const usage = [...path, made.usage()].join(' ');
  const inner = subcommands.flatMap((each) => {
    const found = made.commands.find((other) => other.name() === each.name)!;
    return commandSections(each, found, [...path, each.name]);
  });
  return [
    `${'#'.repeat(path.length + 1)} tenon ${path.join(' ')}`,
    '',
    `${sentence(summary)}${details === undefined ? '' : ` ${details}`}`,
    '',
    '```',
    `tenon ${usage}`,
    '```',
    '',
    ...argumentLines(made),
    ...optionTable(made),
    ...(examples.length > 0 ? ['| Example | What it does |', '| --- | --- |'] : []),
    ...examples.map(({ line, says }) => `| \`tenon ${escape(line)}\` | ${escape(says)} |`),
    ...(examples.length > 0 ? [''] : []),
    ...inner,
  ];
}

function argumentLines(made: Command): readonly string[] {
  const lines = made.registeredArguments.map((each) => {
    const choices = each.argChoices ? ` (${each.argChoices.join(', ')})` : '';
    return `- \`${each.name()}\`${each.required ? '' : ', optional'}: ${each.description}${choices}`;
  });
  return lines.length > 0 ? [...lines, ''] : [];
}

function optionTable(made: Command): readonly string[] {
  if (made.options.length === 0) return [];
  return ['| Option | Meaning |', '| --- | --- |', ...made.options.map(optionRow), ''];
}

function optionRow({
  flags,
  description,
  argChoices,
  defaultValue,
  defaultValueDescription,
}: Option): string {
  const choices = argChoices ? `: ${argChoices.join(', ')}` : '';
  const standard: unknown = defaultValueDescription ?? defaultValue;
  const fallback = typeof standard === 'string' ? ` (default: ${standard})` : '';
  return `| \`${escape(flags)}\` | ${escape(`${description}${choices}${fallback}`)} |`;
}

const sentence = (words: string): string => `${words[0]!.toUpperCase()}${words.slice(1)}.`;
const escape = (text: string): string => text.replaceAll('|', '\\|');
