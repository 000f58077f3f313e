import { refuse, type CliCommand } from '../command.ts';
import { wholeNumber } from '../option-values.ts';
import { FORMATS, formatOption, formatReport, type Format } from '../report/format.ts';

interface CheckOptions {
  readonly environment?: string;
  readonly format: Format;
  readonly maxWarnings?: number;
  readonly stats?: boolean;
}

export const command: CliCommand<CheckOptions> = {
  name: 'check',
  summary: 'check the models of a project',
  details:
    'Checks every model file, and the resolved model of every environment unless one is named. A finding is ' +
    'printed once, with the environments that it holds for when these are not all.',
  examples: [
    { line: 'check', says: 'checks the project of the working directory' },
    { line: 'check examples/flights -e prod', says: 'checks one environment' },
    { line: 'check --format sarif > tenon.sarif', says: 'writes a report for code scanning' },
    { line: 'check --max-warnings 0', says: 'lets CI fail for warnings too' },
  ],
  declare: (command) =>
    command
      .argument('[path]', 'project folder, or a file inside one')
      .option('-e, --environment <name>', 'environment to check')
      .addOption(formatOption(FORMATS))
      .option('--max-warnings <number>', 'fail when there are more warnings', wholeNumber)
      .option('--stats', 'print how long each phase took'),
  async run(context, [path], { environment, format, maxWarnings, stats }) {
    const started = performance.now();
    const { openProject } = await import('../open-project.ts');
    const { checkProject, chooseEnvironments, exitCodeOf } = await import('../check-project.ts');
    const times = [
      { phase: 'start', milliseconds: started },
      { phase: 'load Tenon', milliseconds: performance.now() - started },
    ];
    const time = (phase: string, milliseconds: number): void => void times.push({ phase, milliseconds });

    const reading = performance.now();
    const result = await openProject(path, context);
    if ('problem' in result) return refuse(context, result.problem);
    time('read files', performance.now() - reading);
    const { opened } = result;
    const chosen = chooseEnvironments(opened.project, environment);
    if ('problem' in chosen) return refuse(context, chosen.problem);
    const checked = await checkProject(opened, { ...chosen, signal: context.signal, onTime: time });

    const report = {
      command: 'check',
      folder: opened.location.folder,
      cwd: context.cwd,
      files: opened.files,
      textOf: opened.textOf,
      ...checked,
      ...(stats ? { stats: times } : {}),
    };
    context.terminal.out(await formatReport(format, report, context.terminal));
    return exitCodeOf(checked.findings, maxWarnings);
  },
};
