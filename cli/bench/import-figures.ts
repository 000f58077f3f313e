import { join, resolve } from 'node:path';
import { appendEvidence, importEvidence } from '../../bench/index.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { BenchRequest } from './bench-request.ts';
import { prepare } from './prepare.ts';

/** What `--import` needs beside the options of a measurement. */
export interface ImportOptions {
  /** CSV of perf_analyzer or MLPerf. */
  readonly import?: string;
  readonly importMachine?: string;
  readonly importEntry?: string;
}

/** Keeps figures that another tool has measured of one model; nothing is measured. */
export async function importFigures(
  argument: string | undefined,
  request: BenchRequest & ImportOptions & { readonly import: string },
  context: CliContext,
): Promise<{ readonly exitCode: ExitCode } | { readonly problem: CommandProblem }> {
  const prepared = await prepare(argument, request, context);
  if ('problem' in prepared) return prepared;
  const [subject, second] = prepared.subjects;
  if (!subject || second) {
    const names = prepared.subjects.map(({ name }) => name).join(', ');
    const message = 'The file does not say which model it is about.';
    return { problem: { exitCode: EXIT.usage, message, help: `Name one with --model: ${names}.` } };
  }
  const [batch] = request.batch ?? [];
  const [provider] = request.provider ?? [];
  const read = await importEvidence(resolve(context.cwd, request.import), {
    subject: subject.name,
    model: join(prepared.project, subject.path),
    ...(batch === undefined ? {} : { batch }),
    ...(provider === undefined ? {} : { provider }),
    ...(request.importMachine === undefined ? {} : { machine: request.importMachine }),
    ...(request.importEntry === undefined ? {} : { entry: request.importEntry }),
    signal: context.signal,
  });
  if ('problem' in read) return refused(read.problem);
  const kept = appendEvidence(prepared.project, read.entries);
  if ('problem' in kept) return refused(kept.problem);
  const points = read.entries.reduce((sum, { measurement }) => sum + measurement.points.length, 0);
  const told =
    kept.added === 0
      ? `These figures of ${subject.name} were imported before.`
      : `${points} ${points === 1 ? 'figure' : 'figures'} of ${subject.name} imported: they count until its file changes.`;
  context.terminal.out(`${told}\n`);
  return { exitCode: EXIT.ok };
}

const refused = ({
  message,
  hint,
}: {
  readonly message: string;
  readonly hint: string;
}): { readonly problem: CommandProblem } => ({
  problem: { exitCode: EXIT.unreadable, message, help: hint },
});
