import { InvalidArgumentError, Option } from 'commander';
import { BENCH_FORMATS, formatOf, type FormatOptions } from '../bench/bench-format.ts';
import type { BenchRequest } from '../bench/bench-request.ts';
import type { ImportOptions } from '../bench/import-figures.ts';
import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { collectWords, sizes, wholeNumber, wholeNumbers } from '../option-values.ts';

/** Same names as in the bench room, which is not loaded for the sake of the help. */
const SCENARIOS = [
  'single-stream',
  'batch',
  'concurrency',
  'instances',
  'server',
  'cold',
  'threads',
  'optimisation',
];

type BenchOptions = Omit<BenchRequest, 'format'> & FormatOptions & ImportOptions;

export const command: CliCommand<BenchOptions> = {
  name: 'bench',
  summary: 'measure ONNX models on this machine and hold them against what is promised',
  details:
    'Runs each model in a process of its own, so that nothing a model does can break anything else. Results are ' +
    'kept in .tenon/bench of the project. What a model or service says in `benchmark { … }` holds where no option says ' +
    'otherwise. How the figures are made and how far to trust them: docs/benchmark.md; ' +
    'a gate for pull requests: docs/benchmark-in-ci.md.',
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
    {
      line: 'bench fraud_net --compare origin/main --check',
      says: 'fails when the model got slower, or says something else, than at that revision',
    },
    {
      line: 'bench fraud_net --compare models/int8.onnx',
      says: 'holds two files against each other, in turns',
    },
    {
      line: 'bench fraud_net --scenario server',
      says: 'searches the highest rate of requests that keeps the promised latency',
    },
    {
      line: 'bench fraud_net --import perf.csv --batch 8 --import-machine "NVIDIA L4"',
      says: 'keeps what perf_analyzer -b 8 -f perf.csv found on another machine',
    },
  ],
  declare: (command) =>
    command
      .argument('[path]', 'project folder, a file inside one, an ONNX file, or the name of a model')
      .option('-m, --model <name>', 'only this model')
      .option(
        '-e, --environment <name>',
        'environment whose objectives count; that of the project file when absent',
      )
      .option(
        '--provider <names>',
        "execution providers by ONNX Runtime's names, such as cpu,cuda; each is measured",
        collectWords,
      )
      .option('-b, --batch <sizes>', 'items in a batch, one measurement each, such as 1,8,32', wholeNumbers)
      .option('--concurrency <numbers>', 'runs, instances or threads at a time, such as 1,2,4', wholeNumbers)
      .addOption(
        new Option(
          '--scenario <name>',
          'what to find out: figures one by one, the knee over batches, several at a time on one session or in ' +
            'processes of their own, random arrivals at a rate, cold start, threads, graph optimisation',
        ).choices(SCENARIOS),
      )
      .option('--rate <items>', 'items a second that arrive at random times', positive)
      .addOption(
        new Option('--budget <budget>', 'how long to measure; standard when nobody says it').choices([
          'quick',
          'standard',
          'full',
        ]),
      )
      .option(
        '--compare <reference>',
        'measure against a file, another model or a git revision, both in turns',
      )
      .option('--baseline [file]', 'tell what changed since the results of this file')
      .option('--save-baseline [file]', 'keep the results in a file that can be shared')
      .option('--import <csv>', 'measure nothing; keep what perf_analyzer or MLPerf found of one model')
      .option('--import-machine <name>', 'machine that these figures are of')
      .option('--import-entry <name>', 'which model of an MLPerf summary they are of')
      .option('--threads <number>', 'threads inside one operator', wholeNumber)
      .addOption(
        new Option('--optimisation <level>', 'graph optimisation').choices([
          'none',
          'basic',
          'extended',
          'all',
        ]),
      )
      .addOption(new Option('--engine <name>', 'what calls ONNX Runtime').choices(['ort-ffi', 'ort-node']))
      .option(
        '--size <dimension=size>',
        'size of a dimension that the model leaves open; may be repeated',
        sizes,
      )
      .option('--seed <number>', 'seed of the inputs', wholeNumber)
      .option('--input <file>', '.npz or .npy file that holds the inputs')
      .option('--check', 'fail when an objective is broken or undecided, or a comparison finds a slowdown')
      .option(
        '--memory-limit <size>',
        'end a model that takes more memory than this, such as 8GiB; nine tenths of what is free when left out',
        memorySize,
      )
      .addOption(
        new Option('--format <format>', 'how results are printed; human when nobody says it').choices(
          BENCH_FORMATS,
        ),
      )
      .option('--json', 'the same as --format json')
      .option('--markdown', 'the same as --format markdown')
      .option('--junit', 'the same as --format junit')
      .option(
        '--output <file>',
        'write the results in that format to a file, and the human form to the terminal',
      ),
  async run(context, [path], options) {
    const chosen = formatOf(options);
    if ('problem' in chosen) return refuse(context, { exitCode: EXIT.usage, ...chosen.problem });
    const request = { ...options, format: chosen.format };
    const result =
      options.import === undefined
        ? await (await import('../bench/run-bench.ts')).runBench(path, request, context)
        : await (
            await import('../bench/import-figures.ts')
          ).importFigures(path, { ...request, import: options.import }, context);
    return 'problem' in result ? refuse(context, result.problem) : result.exitCode;
  },
};

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

const UNITS: Readonly<Record<string, number>> = {
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** Bytes of `8GiB` or `500 MB`. */
function memorySize(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(text.trim()) ?? [];
  const bytes = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (!(bytes > 0)) throw new InvalidArgumentError('It must be a size, such as 500MiB or 8GiB.');
  return Math.round(bytes);
}
