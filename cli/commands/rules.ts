import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatOption } from '../report/format.ts';

interface RulesOptions {
  readonly format: 'human' | 'json';
}

export const command: CliCommand<RulesOptions> = {
  name: 'rules',
  summary: 'list the rules, or explain one',
  details:
    'Lists every rule with its severity, its rule set and whether it has fixes. With a code or name it prints the ' +
    "rule's page: what is wrong, whom it hurts, an example of each, and when to switch it off.",
  examples: [
    { line: 'rules', says: 'lists all rules' },
    { line: 'rules TN1703', says: 'explains one rule' },
    { line: 'rules traffic-shares', says: 'the same by its name' },
  ],
  declare: (command) =>
    command.argument('[rule]', 'code or name of a rule').addOption(formatOption(['human', 'json'])),
  async run(context, [name], { format }) {
    const { RULES, suggest } = await import('../../language/index.ts');
    const { rulePage, terminalPage } = await import('../rules/rule-text.ts');
    const { terminal } = context;
    const rows = RULES.map(({ code, name, severity, set = 'recommended', summary, fixes }) => ({
      code,
      name,
      severity,
      set,
      fixes: fixes !== undefined,
      summary,
    })).sort((a, b) => (a.code < b.code ? -1 : 1));
    if (name === undefined) {
      const line = ({ code, severity, set, fixes, summary }: (typeof rows)[number]): string =>
        `${terminal.colors.bold(code)}  ${severity.padEnd(11)}  ${set.padEnd(11)}  ${fixes ? 'fix' : '   '}  ${summary}\n`;
      terminal.out(
        format === 'json'
          ? `${JSON.stringify(rows, null, 2)}\n`
          : `${rows.map(line).join('')}${rows.length} rules, ${rows.filter(({ fixes }) => fixes).length} with fixes. \`tenon rules <code>\` explains one.\n`,
      );
      return EXIT.ok;
    }
    const wanted = name.toUpperCase();
    const found = rows.find((row) => row.code === wanted || row.name === name.toLowerCase());
    if (!found) {
      const near =
        suggest(
          wanted,
          rows.map(({ code }) => code),
        ) ??
        suggest(
          name,
          rows.map((row) => row.name),
        );
      return refuse(context, {
        exitCode: EXIT.usage,
        message: `There is no rule ${name}.`,
        help: near === undefined ? '`tenon rules` lists them.' : `Did you mean ${near}?`,
      });
    }
    const page = rulePage(found.code) ?? `# ${found.code}: ${found.name}\n\n${found.summary}\n`;
    terminal.out(
      format === 'json'
        ? `${JSON.stringify({ ...found, page }, null, 2)}\n`
        : terminalPage(page, terminal.colors),
    );
    return EXIT.ok;
  },
};
