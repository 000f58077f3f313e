import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatOption } from '../report/format.ts';

interface WhyOptions {
  readonly project?: string;
  readonly environment?: string;
  readonly format: 'human' | 'json';
}

export const command: CliCommand<WhyOptions> = {
  name: 'why',
  summary: 'say why something of the model is as it is',
  details:
    'Prints the whole chain that a type or value follows from, each fact with its rule and its place: from the ' +
    'tensor of an ONNX file over model inputs, features and formulas back to the columns, and from a value over ' +
    'the environment and the template to the default. Takes the name of an element (in full, or only its end), a ' +
    'column of the rows of a step, a value inside an element, or a tensor of a file.',
  examples: [
    { line: 'why shop.fraud.fraud_net.features', says: 'says what fills this input, position by position' },
    { line: 'why nightly.examples.distance', says: 'says where a column of the rows of a step is from' },
    { line: 'why delay_api.scale.min -e prod', says: 'says which layer sets a value in production' },
    { line: 'why fraud_net.world_size', says: 'says how many processes train together' },
    { line: 'why nightly.clean.recovery', says: 'says what happens when this step fails, and who says so' },
    { line: "why 'models/fraud_net.onnx#score'", says: 'says what the file itself says' },
  ],
  declare: (command) =>
    command
      .argument('<name>', 'element, row, value or tensor')
      .option('-p, --project <path>', 'project folder; that of the working directory when absent')
      .option('-e, --environment <name>', 'environment to apply; that of the project file when absent')
      .addOption(formatOption(['human', 'json'])),
  async run(context, [name], options) {
    const { openProject } = await import('../open-project.ts');
    const { derive } = await import('../../language/index.ts');
    const { humanWhy, jsonWhy } = await import('../why/why-report.ts');
    const { terminal, cwd } = context;
    const result = await openProject(options.project, context);
    if ('problem' in result) return refuse(context, result.problem);
    const { project, location } = result.opened;
    const environment = options.environment ?? project.settings.environment;
    if (environment !== undefined) {
      const found = project.environment(environment);
      if ('message' in found) return refuse(context, { exitCode: EXIT.usage, ...found });
    }
    const answer = derive(project, environment, name!);
    if ('problem' in answer) return refuse(context, { exitCode: EXIT.findings, ...answer.problem });
    const place = { folder: location.folder, cwd };
    terminal.out(
      options.format === 'json'
        ? `${JSON.stringify(jsonWhy(answer.derivations, place), null, 2)}\n`
        : humanWhy(answer.derivations, place, terminal.colors),
    );
    return EXIT.ok;
  },
};
