import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { sizes, wholeNumber } from '../option-values.ts';
import { formatOption } from '../report/format.ts';

interface InspectOptions {
  readonly model?: string;
  readonly batch: number;
  readonly size?: Readonly<Record<string, number>>;
  readonly format: 'human' | 'json';
}

export const command: CliCommand<InspectOptions> = {
  name: 'inspect',
  summary: 'say what an ONNX file says about itself',
  details:
    'Reads only the header, of files of any size: inputs and outputs, operator sets, operators, weights by type, external data, the likely batch axis, an estimate of the arithmetic, and which operators each provider is known to have. Nothing is run. What each line means: docs/inspect.md.',
  examples: [
    { line: 'inspect models/fraud_net.onnx', says: 'prints the page of one file' },
    { line: 'inspect fraud_net', says: 'prints that of a model of the project' },
    {
      line: 'inspect bert.onnx --batch 8 --size sequence=128',
      says: 'counts the arithmetic for these sizes',
    },
    { line: 'inspect models/fraud_net.onnx --format json', says: 'prints the same for programs' },
  ],
  declare: (command) =>
    command
      .argument('[target]', 'ONNX file, or a model of the project; with --model a project folder')
      .option('-m, --model <name>', 'a model of the project')
      .option('-b, --batch <items>', 'items in a batch, for the estimate', wholeNumber, 1)
      .option(
        '--size <dimension=size>',
        'size of a dimension that the model leaves open; may be repeated',
        sizes,
      )
      .addOption(formatOption(['human', 'json'])),
  async run(context, [target], { model, batch, size = {}, format }) {
    const { findModel } = await import('../inspect/find-model.ts');
    const located = await findModel(target, model, context);
    if ('problem' in located) return refuse(context, located.problem);
    const { path, file } = located.found;
    const { inspectFile } = await import('../inspect/inspect-file.ts');
    const read = await inspectFile(path, { file, batch, dimensions: size }, context.signal);
    if ('problem' in read) {
      const { message, hint } = read.problem;
      return refuse(context, { exitCode: EXIT.unreadable, message: `${file}: ${message}`, help: hint });
    }
    const { terminal } = context;
    if (format === 'json') terminal.out(`${JSON.stringify(read.inspection, null, 2)}\n`);
    else {
      const { humanInspection } = await import('../inspect/human-inspection.ts');
      terminal.out(humanInspection(read.inspection, terminal.colors));
    }
    return EXIT.ok;
  },
};
