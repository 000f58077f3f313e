import type { CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatOption } from '../report/format.ts';

interface DoctorOptions {
  readonly format: 'human' | 'json';
}

export const command: CliCommand<DoctorOptions> = {
  name: 'doctor',
  summary: 'say which tools are there, and what each missing one disables',
  details:
    'Only looks: installs nothing and changes nothing. Everything but the listed abilities works without these tools.',
  examples: [
    { line: 'doctor', says: 'lists the tools with their versions' },
    { line: 'doctor --format json', says: 'prints the same for programs' },
  ],
  declare: (command) => command.addOption(formatOption(['human', 'json'])),
  async run({ terminal, signal }, _args, { format }) {
    const { examine } = await import('../doctor/examine.ts');
    const tools = await examine(signal);
    if (format === 'json') terminal.out(`${JSON.stringify(tools, null, 2)}\n`);
    else {
      const { green, yellow, dim, bold } = terminal.colors;
      const width = Math.max(...tools.map(({ title }) => title.length));
      for (const { title, found, version, reason, disables } of tools) {
        const state = found ? version! : `missing: ${reason}`;
        terminal.out(`${found ? green('✓') : yellow('✗')} ${bold(title.padEnd(width))}  ${state}\n`);
        if (!found) terminal.out(`  ${' '.repeat(width)}  ${dim(`disabled without it: ${disables}`)}\n`);
      }
    }
    return tools.every(({ id, found }) => found || id !== 'node') ? EXIT.ok : EXIT.toolFailed;
  },
};
