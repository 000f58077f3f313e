import type { Command } from 'commander';
import { commandWords, type CommandWords, type OptionWords } from './words.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** The script for one shell; it is complete in itself and never starts `tenon`. */
export function completionScript(shell: Shell, program: Command): string {
  const words = commandWords(program);
  switch (shell) {
    case 'bash':
      return bash(words);
    case 'zsh':
      return zsh(words);
    case 'fish':
      return fish(words);
  }
}

const HEADER = '# Completion of tenon, printed by `tenon completion`.';

/** Names behind `tenon` as one word; empty for itself. */
const keyOf = ({ path }: CommandWords): string => path.join(' ');

const firstWords = ({ subcommands, choices }: CommandWords): readonly string[] => [
  ...subcommands.map(({ name }) => name),
  ...choices,
];

function bash(words: readonly CommandWords[]): string {
  const cases = words.map((each) => {
    const values = each.options
      .filter(({ choices }) => choices.length > 0)
      .map(
        ({ flags, choices }) =>
          `        ${flags.join('|')}) COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$cur")); return ;;`,
      );
    const files = each.options
      .filter(({ takesValue, choices }) => takesValue && choices.length === 0)
      .flatMap(({ flags }) => flags);
    const all = [...firstWords(each), ...each.options.flatMap(({ flags }) => flags)].join(' ');
    return [
      `    "${keyOf(each)}")`,
      '      case "$prev" in',
      ...values,
      ...(files.length > 0
        ? [`        ${files.join('|')}) COMPREPLY=($(compgen -f -- "$cur")); return ;;`]
        : []),
      '      esac',
      `      words="${all}"`,
      '      ;;',
    ].join('\n');
  });
  return `${HEADER}
_tenon() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command="" words="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${command:+$command }\${COMP_WORDS[index]}" in
      ${words
        .filter(({ path }) => path.length > 0)
        .map((each) => `"${keyOf(each)}"`)
        .join('|')}) command="\${command:+$command }\${COMP_WORDS[index]}" ;;
    esac
  done
  COMPREPLY=()
  case "$command" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur") $([[ "$cur" == -* ]] || compgen -f -- "$cur"))
}
complete -o filenames -F _tenon tenon
`;
}

function zsh(words: readonly CommandWords[]): string {
  const cases = words.map((each) => {
    const subcommands = each.subcommands
      .map(({ name, summary }) => quoteShell(`${name}:${summary}`))
      .join(' ');
    const described =
      each.subcommands.length > 0
        ? [`      local -a subcommands=(${subcommands})`, '      _describe command subcommands']
        : [];
    const specs = each.options.flatMap(zshOption).join(' ');
    const rest =
      each.choices.length > 0
        ? quoteShell(`1:value:(${each.choices.join(' ')})`)
        : quoteShell('*:file:_files');
    return [
      `    ${quoteShell(keyOf(each))})`,
      ...described,
      `      _arguments -s ${specs} ${rest}`,
      '      ;;',
    ].join('\n');
  });
  return `#compdef tenon
${HEADER}
_tenon() {
  local command="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${command:+$command }$word" in
      ${words
        .filter(({ path }) => path.length > 0)
        .map((each) => quoteShell(keyOf(each)))
        .join('|')}) command="\${command:+$command }$word" ;;
    esac
  done
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _tenon tenon
`;
}

function zshOption({ flags, description, takesValue, choices }: OptionWords): readonly string[] {
  const words = description.replaceAll(/[[\]:]/g, ' ');
  const value = !takesValue ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files';
  return flags.map((flag) => quoteShell(`${flag}[${words}]${value}`));
}

function fish(words: readonly CommandWords[]): string {
  const lines = words.flatMap((each) => {
    const condition =
      each.path.length === 0
        ? '__fish_use_subcommand'
        : each.path.map((name) => `__fish_seen_subcommand_from ${name}`).join('; and ');
    const unless =
      each.subcommands.length > 0 && each.path.length > 0
        ? `; and not __fish_seen_subcommand_from ${each.subcommands.map(({ name }) => name).join(' ')}`
        : '';
    const head = `complete -c tenon -n ${quoteShell(condition + unless)}`;
    return [
      ...each.subcommands.map(({ name, summary }) => `${head} -f -a ${name} -d ${quoteShell(summary)}`),
      ...(each.choices.length > 0 ? [`${head} -f -a ${quoteShell(each.choices.join(' '))}`] : []),
      ...each.options.map((option) => `${head} ${fishOption(option)}`),
    ];
  });
  return `${HEADER}\n${lines.join('\n')}\n`;
}

function fishOption({ flags, description, takesValue, choices }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const value = !takesValue ? [] : choices.length > 0 ? ['-x', '-a', quoteShell(choices.join(' '))] : ['-r'];
  return [...names, ...value, '-d', quoteShell(description)].join(' ');
}

/** One word for any of the shells. */
const quoteShell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
