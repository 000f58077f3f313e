import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatOption } from '../report/format.ts';

interface TraceOptions {
  readonly project?: string;
  readonly out?: string;
  readonly format: 'human' | 'json';
}

export const command: CliCommand<TraceOptions> = {
  name: 'trace',
  summary: 'say which model lines caused a generated line, and the other way round',
  details:
    'Takes a generated file with a line, or the name of an element of the model (in full, or only its end). The ' +
    'answer comes from what the last `tenon generate` wrote into .tenon/trace of the output folder; after hand ' +
    'edits the lines of the file are matched with those that were generated.',
  examples: [
    { line: 'trace generated/terraform/main.tf:12', says: 'says why this line is there' },
    { line: 'trace shop.fraud.fraud_api', says: 'lists the generated lines that this service caused' },
    { line: 'trace lake --out build/prod', says: 'looks in another output folder' },
  ],
  declare: (command) =>
    command
      .argument('<place>', 'generated file with a line (main.tf:12), or name of an element')
      .option(
        '-p, --project <path>',
        'project folder; that of the generated file, else of the working directory',
      )
      .option('-o, --out <folder>', 'output folder; that of the project file when absent')
      .addOption(formatOption(['human', 'json'])),
  async run(context, [place], options) {
    const { tracePlace } = await import('../trace/trace-place.ts');
    const { humanElement, humanLine, jsonElement, jsonLine } = await import('../trace/trace-report.ts');
    const result = await tracePlace(place!, options, context);
    if ('problem' in result) return refuse(context, result.problem);
    const { terminal } = context;
    const { found, where } = result;
    if (options.format === 'json') {
      const answer =
        'line' in found ? jsonLine(found.line, where) : jsonElement(found.element, found.traces, where);
      terminal.out(`${JSON.stringify(answer, null, 2)}\n`);
    } else {
      terminal.out(
        'line' in found
          ? humanLine(found.line, where, terminal.colors)
          : humanElement(found.element, found.traces, where, terminal.colors),
      );
    }
    return 'line' in found && found.line.cause === 'none' ? EXIT.findings : EXIT.ok;
  },
};
