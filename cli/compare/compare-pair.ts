import { setImmediate } from 'node:timers/promises';
import { compareModels } from '../../language/compare/index.ts';
import { unknownTarget, type ChoiceProblem } from '../../targets/project/choose-deployments.ts';
import { compareOutputs } from '../../targets/project/compare-outputs.ts';
import { checkProject, exitCodeOf } from '../check/check-project.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OpenedProject } from '../open-project.ts';
import { formatReport } from '../report/format.ts';
import { humanFinding } from '../report/human.ts';
import { count } from '../report/report.ts';
import type { ComparedPair } from './choose-pair.ts';
import { humanComparison, jsonComparison } from './model-report.ts';
import { jsonOutputs, outputsDiff, outputsSummary } from './outputs-report.ts';

interface CompareRequest {
  readonly outputs?: boolean;
  readonly target?: readonly string[];
  readonly format: 'human' | 'json';
}

interface Compared {
  readonly differs: boolean;
  /** Not `ok` when the model has errors, or a target refuses it. */
  readonly failed: ExitCode;
}

type Outcome = Compared | { readonly problem: CommandProblem };

/** Compares and prints. A model with errors is compared as far as it goes; no files are made from it. */
export async function comparePair(
  opened: OpenedProject,
  pair: ComparedPair,
  request: CompareRequest,
  context: CliContext,
): Promise<Outcome> {
  const { terminal, signal, cwd } = context;
  const { one, other } = pair;
  const unknown = unknownTarget(request.target);
  if (unknown) return { problem: refusal(unknown) };
  const checked = await checkProject(opened, { environments: [one, other], signal });
  const failed = exitCodeOf(checked.findings);
  if (request.outputs !== true) return compareModel(opened, pair, request, { checked, failed }, context);
  if (failed === EXIT.ok) return compareFiles(opened, pair, request, context);
  const place = { folder: opened.location.folder, cwd, files: opened.files, textOf: opened.textOf };
  terminal.out(await formatReport(request.format, { command: 'compare', ...place, ...checked }, terminal));
  terminal.error('No files were compared, because the model has errors.\n');
  return { differs: false, failed };
}

async function compareModel(
  { project, location }: OpenedProject,
  pair: ComparedPair,
  { format }: CompareRequest,
  { checked, failed }: { readonly checked: Parameters<typeof withFindings>[0]; readonly failed: ExitCode },
  { terminal, signal, cwd }: CliContext,
): Promise<Outcome> {
  const sides = { one: pair.one.qualifiedName, other: pair.other.qualifiedName };
  const comparison = await compareModels(project, sides, { signal, pause: () => setImmediate() });
  if ('problem' in comparison) return { problem: { exitCode: EXIT.usage, ...comparison.problem } };
  const report = { ...comparison, pair, folder: location.folder, cwd };
  terminal.out(format === 'json' ? jsonComparison(report) : humanComparison(report, terminal.colors));
  withFindings(checked, terminal);
  return { differs: comparison.elements.length > 0, failed };
}

function withFindings(
  { findings }: Pick<Awaited<ReturnType<typeof checkProject>>, 'findings'>,
  terminal: CliContext['terminal'],
): void {
  const { errors } = count(findings);
  if (errors > 0)
    terminal.error(`The model has ${errors} error${errors === 1 ? '' : 's'}; see \`tenon check\`.\n`);
}

async function compareFiles(
  { project, location, textOf }: OpenedProject,
  pair: ComparedPair,
  { format, target }: CompareRequest,
  { terminal, signal, cwd }: CliContext,
): Promise<Outcome> {
  const comparison = await compareOutputs(
    project,
    {
      one: pair.one.qualifiedName,
      other: pair.other.qualifiedName,
      ...(target === undefined ? {} : { targets: target }),
    },
    { signal, pause: () => setImmediate() },
  );
  if ('problem' in comparison) return { problem: refusal(comparison.problem) };
  const place = { folder: location.folder, cwd, textOf };
  const errors = comparison.diagnostics.filter(({ severity }) => severity === 'error');
  const report = { ...comparison, pair, folder: location.folder, cwd };
  // The diff alone goes to standard output, so that it can be piped into another program.
  if (format === 'json') terminal.out(jsonOutputs(report));
  else {
    for (const error of errors) terminal.error(`${humanFinding(error, place, terminal.errorColors)}\n`);
    terminal.out(outputsDiff(report));
    terminal.error(outputsSummary(report));
  }
  return { differs: comparison.files.length > 0, failed: errors.length > 0 ? EXIT.findings : EXIT.ok };
}

const refusal = ({ reason, ...problem }: ChoiceProblem): CommandProblem => ({
  exitCode: reason === 'nothing' ? EXIT.findings : EXIT.usage,
  ...problem,
});
