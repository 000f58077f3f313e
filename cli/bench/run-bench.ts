import { relative } from 'node:path';
import type { BenchmarkProblem } from '../../bench/index.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openProject } from '../open-project.ts';
import { locateProject } from '../project-location.ts';
import { humanFinding } from '../report/human.ts';
import type { Report } from '../report/report.ts';
import { benchFinding, humanBench, jsonBench } from './bench-report.ts';
import { LiveProgress } from './live-progress.ts';
import { measure, type Measured } from './measure.ts';
import { chooseSubjects, type Subject } from './subjects.ts';

export interface BenchRequest {
  readonly model?: string;
  readonly environment?: string;
  readonly batch?: readonly number[];
  readonly budget: 'quick' | 'standard' | 'full';
  readonly provider?: string;
  readonly threads?: number;
  readonly seed?: number;
  readonly size?: Readonly<Record<string, number>>;
  readonly check?: boolean;
  readonly format: 'human' | 'json';
}

interface Prepared {
  /** Absolute path. */
  readonly project: string;
  readonly keepHistory: boolean;
  readonly subjects: readonly Subject[];
  readonly textOf: Report['textOf'];
}

/** Measures what the path names and prints each result as soon as it is there. */
export async function runBench(
  path: string | undefined,
  request: BenchRequest,
  context: CliContext,
): Promise<{ readonly exitCode: ExitCode } | { readonly problem: CommandProblem }> {
  const prepared = await prepare(path, request, context);
  if ('problem' in prepared) return prepared;
  const { terminal, signal, cwd } = context;
  const { project, keepHistory, subjects, textOf } = prepared;
  const all: Measured[] = [];
  for (const subject of subjects) {
    const progress = new LiveProgress(terminal, subject.name);
    const measured = await measure(subject, benchmarkRequest(request), {
      project,
      keepHistory,
      signal,
      onProgress: (each) => progress.receive(each),
    });
    progress.end();
    signal.throwIfAborted();
    all.push(measured);
    if (request.format === 'json') continue;
    terminal.out(humanBench(measured, terminal.colors));
    const finding = benchFinding(measured);
    if (finding)
      terminal.out(`${humanFinding(finding, { folder: project, cwd, textOf }, terminal.colors)}\n`);
    else if ('problem' in measured.outcome) terminal.error(bareProblem(subject, measured.outcome.problem));
  }
  if (request.format === 'json') terminal.out(jsonBench(all));
  return { exitCode: exitCodeOf(all, request.check === true) };
}

async function prepare(
  path: string | undefined,
  request: BenchRequest,
  context: CliContext,
): Promise<Prepared | { readonly problem: CommandProblem }> {
  if (path?.endsWith('.onnx')) return bareFile(path, context.cwd);
  const result = await openProject(path, context);
  if ('problem' in result) return result;
  const { project, location, textOf } = result.opened;
  const resolution = project.resolve(request.environment ?? project.settings.environment);
  if ('problem' in resolution) return { problem: { exitCode: EXIT.usage, ...resolution.problem } };
  const chosen = chooseSubjects(resolution.system, request.model);
  return 'problem' in chosen ? chosen : { project: location.folder, keepHistory: true, textOf, ...chosen };
}

/** A file is measured by itself; the result is kept when it lies in a project. */
function bareFile(path: string, cwd: string): Prepared | { readonly problem: CommandProblem } {
  const located = locateProject(path, cwd);
  if ('problem' in located) return located;
  const { folder, file = folder, hasSettings } = located.location;
  const short = relative(folder, file).replaceAll('\\', '/');
  return {
    project: folder,
    keepHistory: hasSettings,
    textOf: () => undefined,
    subjects: [{ name: short, path: short, promises: [] }],
  };
}

const benchmarkRequest = ({
  batch,
  budget,
  provider,
  threads,
  seed,
  size,
}: BenchRequest): Parameters<typeof measure>[1] => ({
  budget,
  ...(batch === undefined ? {} : { batches: batch }),
  ...(provider === undefined ? {} : { provider }),
  ...(threads === undefined ? {} : { threads }),
  ...(seed === undefined ? {} : { seed: BigInt(seed) }),
  ...(size === undefined ? {} : { dimensions: size }),
});

const bareProblem = ({ path }: Subject, { code, message, hint }: BenchmarkProblem): string =>
  `error[${code}]: ${path}: ${message}\n  ${hint}\n`;

/** No figures outweigh bad figures, and these outweigh doubtful ones. */
function exitCodeOf(all: readonly Measured[], check: boolean): ExitCode {
  const codes = all.flatMap(({ outcome }) => ('problem' in outcome ? [outcome.problem.code] : []));
  if (codes.some((code) => !/^(model|input)\//.test(code))) return EXIT.toolFailed;
  if (codes.length > 0) return EXIT.unreadable;
  if (!check) return EXIT.ok;
  const verdicts = all.flatMap((measured) => measured.verdicts.map(({ verdict }) => verdict));
  if (verdicts.includes('broken')) return EXIT.findings;
  return verdicts.includes('undecided') ? EXIT.inconclusive : EXIT.ok;
}
