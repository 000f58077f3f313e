import { checkProject, chooseEnvironments } from '../check/check-project.ts';
import { joinReports } from '../check/join-reports.ts';
import { refuse, type CliContext } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import { formatReport } from '../report/format.ts';
import type { Report } from '../report/report.ts';
import { newsText } from './news-text.ts';
import { watchRounds } from './watch-rounds.ts';
import { WatchedProject } from './watched-project.ts';

interface WatchCheckOptions {
  readonly environment: string | undefined;
  readonly format: 'human' | 'json';
}

/** Checks the projects at these paths, and again whenever their files change. */
export async function watchCheck(
  paths: readonly (string | undefined)[],
  { environment, format }: WatchCheckOptions,
  context: CliContext,
): Promise<ExitCode> {
  const projects: WatchedProject[] = [];
  for (const path of paths) {
    const result = await WatchedProject.open(path, context);
    const chosen =
      'problem' in result || 'problem' in result.watched.state
        ? undefined
        : chooseEnvironments(result.watched.state.opened.project, environment);
    if ('watched' in result) projects.push(result.watched);
    const problem = 'problem' in result ? result.problem : chosen && 'problem' in chosen && chosen.problem;
    if (!problem) continue;
    for (const project of projects) project.close();
    return refuse(context, problem);
  }
  let before: Report['findings'] | undefined;
  return watchRounds(
    projects,
    {
      format,
      round: async (terminal) => {
        const reports: Report[] = [];
        for (const { state } of projects) {
          const report = 'problem' in state ? state : await check(state.opened, environment, context);
          if ('problem' in report) refuse({ terminal }, report.problem);
          else reports.push(report);
        }
        if (reports.length === 0) return;
        const report = joinReports(reports);
        terminal.out(await formatReport(format, report, terminal));
        if (format === 'human' && before) terminal.out(newsText(before, report.findings));
        before = report.findings;
      },
    },
    context,
  );
}

type Opened = Extract<WatchedProject['state'], { opened: unknown }>['opened'];

async function check(
  opened: Opened,
  environment: string | undefined,
  { cwd, signal }: CliContext,
): Promise<Report | Extract<ReturnType<typeof chooseEnvironments>, { problem: unknown }>> {
  const chosen = chooseEnvironments(opened.project, environment);
  if ('problem' in chosen) return chosen;
  const checked = await checkProject(opened, { ...chosen, signal });
  const { files, textOf } = opened;
  return { command: 'check', folder: opened.location.folder, cwd, files, textOf, ...checked };
}
