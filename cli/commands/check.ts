import { relative, resolve } from 'node:path';
import { Option } from 'commander';
import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { wholeNumber } from '../option-values.ts';
import { FORMATS, formatOption, formatReport, type Format } from '../report/format.ts';
import type { Report } from '../report/report.ts';

interface CheckOptions {
  readonly environment?: string;
  readonly format: Format;
  readonly maxWarnings?: number;
  readonly stats?: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly rule?: readonly string[];
  readonly watch?: boolean;
}

export const command: CliCommand<CheckOptions> = {
  name: 'check',
  summary: 'check the models of a project',
  details:
    'Checks every model file, and the resolved model of every environment unless one is named. A finding is ' +
    'printed once, with the environments that it holds for when these are not all. A folder that belongs to no ' +
    'project stands for all projects below it.\n\n' +
    'With --fix the safe fixes are applied first: those with only one sensible answer. When a file is named, only ' +
    'that file is mended. Nothing is written with --dry-run, which prints what would change as a patch.\n\n' +
    'With --watch it goes on until Ctrl+C, and checks again whenever a model, tenon.json or a file that a model ' +
    'names changes; only what follows from the change is computed again. With --format json each round is one ' +
    'line, with the files that changed under `changed`. Drives of a network, and folders that a container shares ' +
    'with its host, may tell of no changes.',
  examples: [
    { line: 'check', says: 'checks the project of the working directory' },
    { line: 'check examples/flights -e prod', says: 'checks one environment' },
    { line: 'check examples', says: 'checks all projects below a folder' },
    { line: 'check --format sarif > tenon.sarif', says: 'writes a report for code scanning' },
    { line: 'check --fix', says: 'applies the safe fixes, and shows what is left' },
    { line: 'check --fix --dry-run > fixes.patch', says: 'writes what would be changed as a patch' },
    { line: 'check --watch', says: 'checks again whenever files of the project change' },
    { line: 'check --max-warnings 0', says: 'lets CI fail for warnings too' },
  ],
  declare: (command) =>
    command
      .argument('[path]', 'project folder, a file inside one, or a folder with several projects')
      .option('-e, --environment <name>', 'environment to check')
      .addOption(formatOption(FORMATS))
      .option('--max-warnings <number>', 'fail when there are more warnings', wholeNumber)
      .option('--fix', 'apply the safe fixes')
      .option('--dry-run', 'with --fix: print the changes instead of writing them')
      .option('--rule <code...>', 'with --fix: only findings of these rules')
      .option('--stats', 'print how long each phase and each rule took')
      .addOption(
        new Option('-w, --watch', 'check again whenever files of the project change').conflicts([
          'fix',
          'maxWarnings',
          'stats',
        ]),
      ),
  async run(context, [path], options) {
    const { environment, format, maxWarnings, stats, fix, dryRun = false, rule, watch } = options;
    if (!fix && (dryRun || rule)) {
      const message = `${dryRun ? '--dry-run' : '--rule'} goes with --fix.`;
      return refuse(context, { exitCode: EXIT.usage, message });
    }
    const watchFormat = WATCH_FORMATS.find((each) => each === format);
    if (watch && !watchFormat) {
      const message = `--watch goes with --format human or json: ${format} is one report with an end.`;
      return refuse(context, { exitCode: EXIT.usage, message });
    }
    const started = performance.now();
    const { openProject } = await import('../open-project.ts');
    const { checkProject, chooseEnvironments, exitCodeOf } = await import('../check/check-project.ts');
    const { findProjects } = await import('../check/find-projects.ts');
    const { joinReports } = await import('../check/join-reports.ts');
    const paths = await findProjects(path, context);
    if (watch && watchFormat) {
      const { watchCheck } = await import('../watch/watch-check.ts');
      return watchCheck(paths, { environment, format: watchFormat }, context);
    }
    const times = new Map([
      ['start', started],
      ['load Tenon', performance.now() - started],
    ]);
    const time = (phase: string, milliseconds: number): void =>
      void times.set(phase, (times.get(phase) ?? 0) + milliseconds);
    const ruleTimes = new Map<string, number>();

    const reports: Report[] = [];
    const patches: string[] = [];
    for (const each of paths) {
      const reading = performance.now();
      const result = await openProject(each, context);
      if ('problem' in result) return refuse(context, result.problem);
      time('read files', performance.now() - reading);
      const { opened } = result;
      const { folder, file } = opened.location;
      const chosen = chooseEnvironments(opened.project, environment);
      if ('problem' in chosen) return refuse(context, chosen.problem);
      if (stats) opened.project.ruleTimes = ruleTimes;
      if (fix) {
        const { fixProject } = await import('../check/fix-project.ts');
        const { fixSummary } = await import('../check/fix-summary.ts');
        const fixed = fixProject(opened, {
          ...chosen,
          ...(rule ? { codes: rule } : {}),
          ...(file === undefined ? {} : { file: relative(folder, file).replaceAll('\\', '/') }),
          patchFolder: paths.length > 1 ? resolve(context.cwd, path ?? '.') : folder,
          dryRun,
          signal: context.signal,
        });
        context.terminal.error(fixSummary(fixed, { folder, cwd: context.cwd }, dryRun));
        patches.push(fixed.diff);
        if (dryRun) continue;
      }
      const checked = await checkProject(opened, { ...chosen, signal: context.signal, onTime: time });
      const { files, textOf } = opened;
      reports.push({ command: 'check', folder, cwd: context.cwd, files, textOf, ...checked });
    }
    if (dryRun) {
      context.terminal.out(patches.join(''));
      return EXIT.ok;
    }
    const report = joinReports(reports);
    const phases = [...inMilliseconds(times), ...slowestRules(ruleTimes)];
    context.terminal.out(
      await formatReport(format, stats ? { ...report, stats: phases } : report, context.terminal),
    );
    return exitCodeOf(report.findings, maxWarnings);
  },
};

/** The others are one report with an end. */
const WATCH_FORMATS = ['human', 'json'] as const satisfies readonly Format[];

type Phases = { readonly phase: string; readonly milliseconds: number }[];

const inMilliseconds = (times: ReadonlyMap<string, number>): Phases =>
  [...times].map(([phase, milliseconds]) => ({ phase, milliseconds }));

/** Time of each rule, the slowest first. */
const slowestRules = (times: ReadonlyMap<string, number>): Phases =>
  inMilliseconds(new Map([...times].map(([code, milliseconds]) => [`rule ${code}`, milliseconds]))).sort(
    (a, b) => b.milliseconds - a.milliseconds,
  );
