import { basename, join, resolve } from 'node:path';
import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

interface DocsOptions {
  readonly environment?: string;
  readonly out?: string;
  readonly check?: boolean;
}

export const command: CliCommand<DocsOptions> = {
  name: 'docs',
  summary: 'write pages about the model',
  details:
    'Writes Markdown pages of the resolved model: one with a diagram and all elements, and one for each area with ' +
    'the documentation, values, parts and neighbours of each element, and links to where it is declared. Without ' +
    'an environment it is that of the project file, else the declarations as they stand. Only pages that it has ' +
    'written itself are written anew or removed; and none is written while the model has errors.',
  examples: [
    { line: 'docs', says: 'writes the pages into docs/model of the project' },
    { line: 'docs examples/flights -e prod --out site/flights', says: 'describes production, elsewhere' },
    { line: 'docs --check', says: 'fails in CI when the pages are not what the model says' },
  ],
  declare: (command) =>
    command
      .argument('[path]', 'project folder, or a file inside one')
      .option('-e, --environment <name>', 'environment to apply')
      .option('-o, --out <folder>', 'folder of the pages, relative to the working directory')
      .option('--check', 'write nothing; fail when pages on disk differ'),
  async run(context, [path], { environment, out, check = false }) {
    const { openProject } = await import('../open-project.ts');
    const { displayPath } = await import('../project-location.ts');
    const { checkProject, chooseEnvironments, exitCodeOf } = await import('../check/check-project.ts');
    const { formatReport } = await import('../report/format.ts');
    const { describeModel } = await import('../docs/describe-model.ts');
    const { modelPages } = await import('../docs/model-pages.ts');
    const { wayBetween } = await import('../docs/way-between.ts');
    const { writePages } = await import('../docs/write-pages.ts');
    const { terminal, signal, cwd } = context;

    const result = await openProject(path, context);
    if ('problem' in result) return refuse(context, result.problem);
    const { opened } = result;
    const { project, location, files, textOf } = opened;
    const name = environment ?? project.settings.environment;
    const chosen = name === undefined ? { environments: [{}] } : chooseEnvironments(project, name);
    if ('problem' in chosen) return refuse(context, chosen.problem);
    const checked = await checkProject(opened, { ...chosen, signal });
    const exitCode = exitCodeOf(checked.findings);
    if (exitCode !== EXIT.ok) {
      const report = { command: 'docs', folder: location.folder, cwd, files, textOf, ...checked };
      terminal.out(await formatReport('human', report, terminal));
      terminal.error('No pages were written, because the model has errors.\n');
      return exitCode;
    }
    const resolution = project.resolve(name);
    if ('problem' in resolution) return refuse(context, { exitCode: EXIT.usage, ...resolution.problem });
    const model = project.model(name);
    if ('problem' in model) return refuse(context, { exitCode: EXIT.usage, ...model.problem });

    const folder = out === undefined ? join(location.folder, 'docs', 'model') : resolve(cwd, out);
    const pages = modelPages({
      title: basename(location.folder),
      system: resolution.system,
      areas: describeModel(project, model.model),
      toProject: wayBetween(folder, location.folder),
    });
    const written = writePages(pages, { folder, check, cwd });
    if ('problem' in written) return refuse(context, written.problem);
    const { changes } = written;
    for (const { page, change } of changes)
      terminal.out(`${displayPath(join(folder, page), cwd)}: ${check ? `not ${change} yet` : change}\n`);
    if (changes.length === 0) terminal.out(`Up to date: ${pages.size} pages.\n`);
    return check && changes.length > 0 ? EXIT.findings : EXIT.ok;
  },
};
