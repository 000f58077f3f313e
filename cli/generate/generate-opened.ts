import { copiedSources } from '../../targets/kit/output-files.ts';
import { checkProject, exitCodeOf } from '../check/check-project.ts';
import { refuse, type CliContext } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OpenedProject } from '../open-project.ts';
import { formatReport } from '../report/format.ts';
import { humanFinding } from '../report/human.ts';
import { chooseDeployments } from './choose-deployments.ts';
import { outputFolder, writeOutput } from './generate-project.ts';
import { humanGenerate, jsonGenerate } from './generate-report.ts';
import type { ReviewedFiles } from './reviewed-files.ts';
import { runTargets } from './run-targets.ts';
import type { OnEdit } from './settle-conflicts.ts';

/** What the command line says of generating. */
export interface GenerateOptions {
  readonly targets?: readonly string[];
  readonly environment?: string;
  /** Output folder, relative to the working directory. */
  readonly out?: string;
  readonly mode: 'written' | 'dry-run' | 'check';
  readonly onEdit: OnEdit;
  readonly format: 'human' | 'json';
  /** Only what a review has accepted is written. */
  readonly reviewed?: ReviewedFiles;
}

interface Generated {
  readonly exitCode: ExitCode;
  /** Files of the project that were copied, relative to it; undefined when nothing came so far. */
  readonly copied?: readonly string[];
}

/** Checks an open project, generates it unless there are errors, and says what was done and how long it took. */
export async function generateOpened(
  opened: OpenedProject,
  options: GenerateOptions,
  context: CliContext,
  started = performance.now(),
): Promise<Generated> {
  const { terminal, signal, cwd } = context;
  const { project, location, files, textOf } = opened;
  const { mode, onEdit, format, reviewed } = options;
  const chosen = chooseDeployments(project, options);
  if ('problem' in chosen) return { exitCode: refuse(context, chosen.problem) };

  const place = { command: 'generate', folder: location.folder, cwd, files, textOf };
  const environments = chosen.groups.map(({ environment }) => environment);
  const checked = await checkProject(opened, { environments, signal });
  const checkedCode = exitCodeOf(checked.findings);
  if (checkedCode !== EXIT.ok) {
    terminal.out(await formatReport(format, { ...place, ...checked }, terminal));
    terminal.error('Nothing was generated, because the model has errors.\n');
    return { exitCode: checkedCode };
  }

  const { runs, diagnostics } = await runTargets(project, chosen.groups, signal);
  const copied = copiedSources(runs);
  const out = outputFolder(opened, options.out, cwd);
  const isSelection = options.targets !== undefined || options.environment !== undefined;
  const request = { mode, out, onEdit, isSelection, ...(reviewed ? { reviewed } : {}) };
  const written = await writeOutput(runs, request, location.folder, context);
  if ('problem' in written) return { exitCode: refuse(context, written.problem), copied };

  const findings = [...checked.findings, ...diagnostics];
  const milliseconds = performance.now() - started;
  const report = { mode, out, ...place, ...written, runs, findings, milliseconds } as const;
  if (format === 'json') terminal.out(jsonGenerate(report));
  else {
    // Of a dry run the diff alone goes to standard output, so that it can be piped into another program.
    const [say, colors] =
      mode === 'dry-run' ? [terminal.error, terminal.errorColors] : [terminal.out, terminal.colors];
    for (const finding of findings) say(`${humanFinding(finding, place, colors)}\n`);
    if (written.diff !== undefined) terminal.out(written.diff);
    say(humanGenerate(report, colors));
  }
  const failed = runs.some((run) => run.failed) || diagnostics.some(({ severity }) => severity === 'error');
  const isFound = failed || (mode === 'check' && written.differs);
  return { exitCode: isFound ? EXIT.findings : EXIT.ok, copied };
}
