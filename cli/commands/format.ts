import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

interface FormatOptions {
  readonly check?: boolean;
  readonly stdin?: boolean;
}

export const command: CliCommand<FormatOptions> = {
  name: 'format',
  summary: 'put model files into the standard layout',
  details:
    'Formats .tenon files in place; there are no options of taste. Broken files are formatted as far as they can be read.',
  examples: [
    { line: 'format', says: 'formats all model files of the project' },
    { line: 'format delays/features.tenon', says: 'formats one file' },
    { line: 'format --check', says: 'fails in CI when a file is not formatted' },
    { line: 'format --stdin < model.tenon', says: 'formats standard input' },
  ],
  declare: (command) =>
    command
      .argument('[paths...]', 'model files and folders; the whole project when absent')
      .option('--check', 'write nothing; fail when a file would change')
      .option('--stdin', 'read standard input and write standard output'),
  async run(context, paths, { check = false, stdin = false }) {
    const { formatInput, formatPaths } = await import('../format/format-files.ts');
    if (stdin) return formatInput(context);
    const result = await formatPaths(
      paths.filter((path) => path !== undefined),
      check,
      context,
    );
    if ('problem' in result) return refuse(context, result.problem);
    const { terminal } = context;
    for (const path of result.changed) terminal.out(`${check ? 'not formatted' : 'formatted'}: ${path}\n`);
    const words =
      result.changed.length === 0
        ? 'all formatted'
        : check
          ? `${result.changed.length} not formatted`
          : `${result.changed.length} changed`;
    terminal.out(`${result.total} file${result.total === 1 ? '' : 's'}, ${words}.\n`);
    for (const { path, message } of result.unreadable) terminal.error(`${path}: ${message}\n`);
    if (result.unreadable.length > 0) return EXIT.unreadable;
    return check && result.changed.length > 0 ? EXIT.findings : EXIT.ok;
  },
};
