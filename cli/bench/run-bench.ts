import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { baselinePath, readBaseline, saveBaseline, type Baseline } from '../../bench/index.ts';
import { reasonOf } from '../../files/index.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { humanFinding } from '../report/human.ts';
import type { BenchFormat } from './bench-format.ts';
import type { BenchRequest } from './bench-request.ts';
import { benchFinding, humanBench } from './bench-report.ts';
import { exitCodeOf } from './exit-code.ts';
import { measureAll } from './measure-all.ts';
import type { Measured } from './measured.ts';
import { prepare, type Prepared } from './prepare.ts';

type Refusal = { readonly problem: CommandProblem };

/** Measures what the argument names and prints each result as soon as it is there. */
export async function runBench(
  argument: string | undefined,
  request: BenchRequest,
  context: CliContext,
): Promise<{ readonly exitCode: ExitCode } | Refusal> {
  const contradiction = contradictionIn(request);
  if (contradiction !== undefined) return { problem: { exitCode: EXIT.usage, ...contradiction } };
  const prepared = await prepare(argument, request, context);
  if ('problem' in prepared) return prepared;
  // Before minutes of measuring, not after them.
  const nowhere =
    request.output === undefined ? undefined : folderProblem(resolve(context.cwd, request.output));
  if (nowhere !== undefined) return nowhere;
  const baseline = await baselineOf(request, prepared, context);
  if (baseline !== undefined && 'problem' in baseline) return baseline;
  const all = await measureAll(request, prepared, baseline, context, (measured) => {
    if (request.format === 'human' || request.output !== undefined) show(measured, prepared, context);
  });
  if (request.format !== 'human') {
    const text = await formatted(request.format, all);
    if (request.output === undefined) context.terminal.out(text);
    else {
      const problem = writeReport(resolve(context.cwd, request.output), text);
      if (problem !== undefined) return problem;
    }
  }
  const unsaved = await saveAsBaseline(all, request, prepared, context);
  return unsaved ?? { exitCode: exitCodeOf(all, request.check === true) };
}

function contradictionIn({
  rate,
  scenario,
  compare: reference,
  format,
  output,
  saveBaseline: save,
}: BenchRequest): Pick<CommandProblem, 'message' | 'help'> | undefined {
  if (rate !== undefined && scenario !== undefined && scenario !== 'server')
    return { message: `A rate means nothing for the scenario ${scenario}.`, help: 'Use --scenario server.' };
  if (reference !== undefined && scenario !== undefined)
    return {
      message: '--compare and --scenario exclude each other: a comparison runs one request after the other.',
      help: 'Leave one of them out.',
    };
  if (reference !== undefined && save !== undefined)
    return {
      message: 'A comparison has no figures that a baseline could keep.',
      help: 'Leave --compare out.',
    };
  if (output !== undefined && format === 'human')
    return {
      message: 'A file needs a format.',
      help: 'Add --json, --markdown or --junit.',
    };
  return undefined;
}

function show(measured: Measured, { project, textOf }: Prepared, { terminal, cwd }: CliContext): void {
  terminal.out(humanBench(measured, terminal.colors));
  const finding = benchFinding(measured);
  if (finding) terminal.out(`${humanFinding(finding, { folder: project, cwd, textOf }, terminal.colors)}\n`);
  else if (measured.problem !== undefined) {
    const { code, message, hint } = measured.problem;
    terminal.error(`error[${code}]: ${measured.subject.path}: ${message}\n  ${hint}\n`);
  }
}

/** Each format is loaded when it is asked for. */
async function formatted(format: Exclude<BenchFormat, 'human'>, all: readonly Measured[]): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('./json-bench.ts')).jsonBench(all);
    case 'markdown':
      return (await import('./markdown-bench.ts')).markdownBench(all);
    case 'junit':
      return (await import('./junit-bench.ts')).junitBench(all);
  }
}

function folderProblem(path: string): Refusal | undefined {
  return existsSync(dirname(path)) ? undefined : cannotWrite(path, 'the folder does not exist');
}

function writeReport(path: string, text: string): Refusal | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return cannotWrite(path, reasonOf(error));
  }
}

const cannotWrite = (path: string, reason: string): Refusal => ({
  problem: {
    exitCode: EXIT.unreadable,
    message: `The report ${path} cannot be written: ${reason}.`,
    help: 'Name a file in a folder that is there.',
  },
});

async function baselineOf(
  { baseline }: BenchRequest,
  { project }: Prepared,
  { cwd }: CliContext,
): Promise<Baseline | Refusal | undefined> {
  if (baseline === undefined) return undefined;
  const read = await readBaseline(baseline === true ? baselinePath(project) : resolve(cwd, baseline));
  if (!('problem' in read)) return read.baseline;
  const { message, hint } = read.problem;
  return { problem: { exitCode: EXIT.unreadable, message, help: hint } };
}

async function saveAsBaseline(
  all: readonly Measured[],
  { saveBaseline: target }: BenchRequest,
  { project }: Prepared,
  { cwd, terminal }: CliContext,
): Promise<Refusal | undefined> {
  const entries = all.flatMap(({ subject, results }) =>
    results.map((result) => ({ subject: subject.name, result })),
  );
  if (target === undefined || entries.length === 0) return undefined;
  const path = target === true ? baselinePath(project) : resolve(cwd, target);
  const failed = await saveBaseline(path, entries);
  if (failed === undefined) {
    terminal.error(`The baseline is in ${path}.\n`);
    return undefined;
  }
  const { message, hint } = failed.problem;
  return { problem: { exitCode: EXIT.unreadable, message, help: hint } };
}
