import { InvalidArgumentError, Option } from 'commander';
import { refuse, type CliCommand } from '../command.ts';
import { sizes } from '../option-values.ts';
import type { TuneRequest } from '../tune/run-tune.ts';

export const command: CliCommand<TuneRequest> = {
  name: 'tune',
  summary: 'search the best settings of a model on a running Triton server',
  details:
    'Tries largest batches, instances and waiting times on a server that you have started with ' +
    '--model-control-mode=explicit, under requests that come at random times, and finds those with which it answers ' +
    'most within the promised latency. What the model declares is not searched. The server gets its own configuration ' +
    'back at the end, also after Ctrl+C. The result is kept in .tenon/bench, and `tenon generate -t triton` takes it ' +
    'up. How it is measured and how far to trust it: docs/benchmark.md.',
  examples: [
    {
      line: 'tune delay_api --server http://localhost:8000',
      says: 'searches within the latency that this service promises',
    },
    {
      line: 'tune late_net --server http://gpu-box:8000 --machine "NVIDIA L4" -e prod',
      says: 'keeps the settings as those of that machine, for the promises of prod',
    },
  ],
  declare: (command) =>
    command
      .argument('<name>', 'service that runs one model, or a model')
      .requiredOption(
        '--server <url>',
        "address of the server's HTTP port, such as http://localhost:8000",
        serverUrl,
      )
      .option('-p, --project <path>', 'project folder, or a file inside one')
      .option(
        '-e, --environment <name>',
        'environment whose objectives count; that of the project file when absent',
      )
      .addOption(
        new Option('--budget <budget>', 'how long each rate is tried')
          .choices(['quick', 'standard', 'full'])
          .default('quick'),
      )
      .option('--served-as <name>', "the model's name on the server; that of the project when left out")
      .option(
        '--machine <name>',
        "what to call the server's machine in generated files; its address when left out",
      )
      .option(
        '--size <dimension=size>',
        'size of a dimension that the model leaves open; may be repeated',
        sizes,
      )
      .option('--json', 'print what was found for programs'),
  async run(context, [name], request) {
    const { runTune } = await import('../tune/run-tune.ts');
    const result = await runTune(name!, request, context);
    return 'problem' in result ? refuse(context, result.problem) : result.exitCode;
  },
};

function serverUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new InvalidArgumentError('It must be an address, such as http://localhost:8000.');
  return url;
}
