import { join } from 'node:path';
import type { CliCommand, CliContext } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { formatOption } from '../report/format.ts';

interface DoctorOptions {
  readonly gpu?: boolean;
  readonly format: 'human' | 'json';
}

export const command: CliCommand<DoctorOptions> = {
  name: 'doctor',
  summary: 'say which tools are there, and what each missing one disables',
  details:
    'Only looks: installs nothing and changes nothing. Everything but the listed abilities works without these tools. With `--gpu` it asks ONNX Runtime: each execution provider runs a small model in a process of its own.',
  examples: [
    { line: 'doctor', says: 'lists the tools with their versions' },
    { line: 'doctor --format json', says: 'prints the same for programs' },
    {
      line: 'doctor --gpu',
      says: 'starts each provider of ONNX Runtime and says which file, driver or library is missing',
    },
  ],
  declare: (command) =>
    command
      .addOption(formatOption(['human', 'json']))
      .option('--gpu', 'start each provider that can run models on this machine, GPU or not'),
  async run(context, _args, { format, gpu }) {
    if (gpu === true) return examineProviders(context, format);
    const { terminal, signal } = context;
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

/** Each provider runs in a process of its own, which takes seconds where it compiles shaders. */
async function examineProviders(
  { terminal, signal }: CliContext,
  format: DoctorOptions['format'],
): Promise<ExitCode> {
  const { probeProviders } = await import('../../bench/provider/probe-providers.ts');
  const { printProviders } = await import('../doctor/print-providers.ts');
  const { packageRoot } = await import('../package-root.ts');
  // Shipped, this code lies in a chunk, and the child's program beside the command.
  const entry = import.meta.url.endsWith('.ts')
    ? {}
    : { entry: join(packageRoot(), 'out', 'bench-host.mjs') };
  const result = await probeProviders({ signal, ...entry });
  if (format === 'json') terminal.out(`${JSON.stringify(result, null, 2)}\n`);
  else terminal.out(printProviders(result, terminal.colors));
  const cpu = result.providers.find(({ id }) => id === 'cpu');
  return cpu?.state === 'works' ? EXIT.ok : EXIT.toolFailed;
}
