import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatOption } from '../report/format.ts';

interface CapacityCommandOptions {
  readonly environment?: string;
  readonly project?: string;
  readonly prices?: string;
  readonly format: 'human' | 'json';
}

export const command: CliCommand<CapacityCommandOptions> = {
  name: 'capacity',
  summary: 'calculate devices, memory, time, storage and cost, with the working',
  details:
    'World size and batch, memory of a training and of serving, checkpoints, replicas, error budgets, retries, ' +
    'schedules, growth and cost, each with its formula, its terms and where these stand. What nobody has said is ' +
    'not guessed: the answer is then what to declare. Prices are list prices of the day that the table says; a ' +
    'table of your own replaces it. Measured times come from the history of `tenon bench`.',
  examples: [
    { line: 'capacity', says: 'lists the figures of every element of the project' },
    { line: 'capacity sft', says: 'shows how each figure of this training comes about' },
    { line: 'capacity serving -e prod --prices prices.json', says: 'takes prices from a file of yours' },
  ],
  declare: (command) =>
    command
      .argument('[element]', 'name of an element, in full or only its end; all of them when absent')
      .option('-p, --project <path>', 'project folder, or a file inside one')
      .option('-e, --environment <name>', 'environment to apply; that of the project file when absent')
      .option('--prices <file>', 'price table to use instead of the built-in list prices')
      .addOption(formatOption(['human', 'json'])),
  async run(context, [name], options) {
    const { openProject } = await import('../open-project.ts');
    const { calculate } = await import('../capacity/calculate.ts');
    const { humanCapacity, jsonCapacity } = await import('../capacity/capacity-report.ts');

    const result = await openProject(options.project, context);
    if ('problem' in result) return refuse(context, result.problem);
    const calculated = await calculate(result.opened, name, options, context);
    if ('problem' in calculated) return refuse(context, calculated.problem);
    const { terminal } = context;
    terminal.out(
      options.format === 'json'
        ? jsonCapacity(calculated.capacity)
        : humanCapacity(calculated.capacity, { working: name !== undefined, colors: terminal.colors }),
    );
    return EXIT.ok;
  },
};
