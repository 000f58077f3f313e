import { Option } from 'commander';
import type { System } from '../../language/index.ts';
import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

interface ModelOptions {
  readonly environment?: string;
  readonly schema?: boolean;
  readonly format: Format;
}

const FORMATS = ['json', 'mermaid', 'dot'] as const;
type Format = (typeof FORMATS)[number];

export const command: CliCommand<ModelOptions> = {
  name: 'model',
  summary: 'print the resolved model, as JSON or as a diagram',
  details:
    'Names are bound, defaults and one environment applied, and every value has its origin: what targets see. ' +
    'Without an environment it is that of the project file, else the declarations as they stand. A model with ' +
    'errors is printed as far as it goes, with exit code 1 and the number of errors on standard error. ' +
    'As a diagram it is the elements by area, with the ways of data, models and resources between them, for ' +
    'Mermaid or for Graphviz.',
  examples: [
    { line: 'model examples/flights -e prod', says: 'prints the model as it is in production' },
    { line: 'model --format dot | dot -Tsvg > model.svg', says: 'draws it with Graphviz' },
    { line: 'model --schema > model.schema.json', says: 'prints the JSON schema of this output' },
  ],
  declare: (command) =>
    command
      .argument('[path]', 'project folder, or a file inside one')
      .option('-e, --environment <name>', 'environment to apply')
      .addOption(
        new Option('--format <format>', 'what is printed').choices(FORMATS).default('json' satisfies Format),
      )
      .option('--schema', 'print the JSON schema instead'),
  async run(context, [path], { environment, schema, format }) {
    const { terminal, signal } = context;
    if (schema) {
      const { default: modelSchema } = await import('../../docs/model.schema.json', {
        with: { type: 'json' },
      });
      terminal.out(`${JSON.stringify(modelSchema, null, 2)}\n`);
      return EXIT.ok;
    }
    const { openProject } = await import('../open-project.ts');
    const { checkProject, chooseEnvironments, exitCodeOf } = await import('../check/check-project.ts');
    const { count } = await import('../report/report.ts');

    const result = await openProject(path, context);
    if ('problem' in result) return refuse(context, result.problem);
    const { opened } = result;
    const name = environment ?? opened.project.settings.environment;
    const chosen = name === undefined ? { environments: [{}] } : chooseEnvironments(opened.project, name);
    if ('problem' in chosen) return refuse(context, chosen.problem);
    const resolution = opened.project.resolve(name);
    if ('problem' in resolution) return refuse(context, { exitCode: EXIT.usage, ...resolution.problem });
    const { findings } = await checkProject(opened, { ...chosen, signal });
    terminal.out(await textOf(resolution.system, format));
    const { errors } = count(findings);
    if (errors > 0)
      terminal.error(`The model has ${errors} error${errors === 1 ? '' : 's'}; see \`tenon check\`.\n`);
    return exitCodeOf(findings);
  },
};

async function textOf(system: System, format: Format): Promise<string> {
  if (format === 'json') return (await import('../model/stable-json.ts')).stableJson(system);
  const diagram = (await import('../model/diagram.ts')).diagramOf(system);
  return format === 'mermaid'
    ? (await import('../model/mermaid.ts')).mermaidText(diagram)
    : (await import('../model/dot.ts')).dotText(diagram);
}
