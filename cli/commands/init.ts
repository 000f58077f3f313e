import { resolve } from 'node:path';
import { Option } from 'commander';
import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Template } from '../init/templates.ts';

interface InitOptions {
  readonly template: Template;
}

export const command: CliCommand<InitOptions> = {
  name: 'init',
  summary: 'begin a new project',
  details:
    'Writes a project file and a first model into a folder. Nothing that is there already is ever overwritten.',
  examples: [
    { line: 'init shop', says: 'makes a small project in the folder shop' },
    { line: 'init my-flights --template flights', says: 'copies the example on real flight data' },
  ],
  declare: (command) =>
    command
      .argument('[folder]', 'new folder; the working directory when absent')
      .addOption(
        new Option('--template <name>', 'what to begin with')
          .choices(['minimal', 'flights'] satisfies Template[])
          .default('minimal'),
      ),
  async run(context, [folder], { template }) {
    const { writeProject } = await import('../init/write-project.ts');
    const { displayPath } = await import('../project-location.ts');
    const { cwd, terminal } = context;
    const place = resolve(cwd, folder ?? '.');
    const result = writeProject(place, template);
    if ('problem' in result) return refuse(context, result.problem);
    const shown = displayPath(place, cwd);
    for (const path of result.written) terminal.out(`${shown === '.' ? '' : `${shown}/`}${path}\n`);
    terminal.out(`\nNext: tenon check${shown === '.' ? '' : ` ${shown}`}\n`);
    return EXIT.ok;
  },
};
