import { Option } from 'commander';
import { wholeNumber, wholeNumbers } from '../option-values.ts';
import { refuse, type CliCommand } from '../command.ts';
import { formatOption } from '../report/format.ts';

interface BenchOptions {
  readonly model?: string;
  readonly environment?: string;
  readonly batch?: readonly number[];
  readonly budget: 'quick' | 'standard' | 'full';
  readonly provider?: string;
  readonly threads?: number;
  readonly seed?: number;
  readonly size?: Readonly<Record<string, number>>;
  readonly check?: boolean;
  readonly format: 'human' | 'json';
}

export const command: CliCommand<BenchOptions> = {
  name: 'bench',
  summary: 'measure ONNX models on this machine and hold them against what is promised',
  details:
    'Runs each model in a process of its own, so that nothing a model does can break anything else. Results are ' +
    'kept in .tenon/bench of the project. How the figures are made and how far to trust them: docs/benchmark.md.',
  examples: [
    { line: 'bench', says: 'measures the models of the project with a batch of one' },
    {
      line: 'bench --model fraud_net --batch 1,8,32 --budget full',
      says: 'measures one model with three batches',
    },
    { line: 'bench models/fraud_net.onnx', says: 'measures a file, project or not' },
    {
      line: 'bench --check -e prod',
      says: 'fails in CI when a declared objective is broken (1) or undecided (5)',
    },
  ],
  declare: (command) =>
    command
      .argument('[path]', 'project folder, a file inside one, or an ONNX file')
      .option('-m, --model <name>', 'only this model')
      .option(
        '-e, --environment <name>',
        'environment whose objectives count; that of the project file when absent',
      )
      .option('-b, --batch <sizes>', 'items in a batch, one measurement each, such as 1,8,32', wholeNumbers)
      .addOption(
        new Option('--budget <budget>', 'how long to measure')
          .choices(['quick', 'standard', 'full'])
          .default('standard'),
      )
      .option('--provider <name>', "execution provider by ONNX Runtime's name, such as cpu or cuda")
      .option('--threads <number>', 'threads inside one operator', wholeNumber)
      .option(
        '--size <dimension=size>',
        'size of a dimension that the model leaves open; may be repeated',
        sizes,
      )
      .option('--seed <number>', 'seed of the inputs', wholeNumber)
      .option('--check', 'fail when an objective is broken or undecided')
      .addOption(formatOption(['human', 'json'])),
  async run(context, [path], options) {
    const { runBench } = await import('../bench/run-bench.ts');
    const result = await runBench(path, options, context);
    return 'problem' in result ? refuse(context, result.problem) : result.exitCode;
  },
};

/** `sequence=128`, or `ids[1]=128` for one without a name. */
function sizes(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const [name = '', size = ''] = text.split('=');
  return { ...before, [name.trim()]: wholeNumber(size.trim()) };
}
