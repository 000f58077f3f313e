import { join } from 'node:path';
import {
  appendEvidence, describeInputs, EFFORTS, hashServed, modelRequests, servedSignature, sizeOf, TritonClient,
  tunedEvidence, tuneServer,
} from '../../bench/index.ts'; // prettier-ignore
import { readSignatureFile } from '../../files/index.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openProject } from '../open-project.ts';
import { TuneProgressLine } from './tune-progress.ts';
import { humanTune, jsonTune } from './tune-report.ts';
import { tuneSubject } from './tune-subject.ts';

export interface TuneRequest {
  readonly server: URL;
  readonly project?: string;
  readonly environment?: string;
  readonly budget: keyof typeof EFFORTS;
  readonly servedAs?: string;
  readonly machine?: string;
  readonly size?: Readonly<Record<string, number>>;
  readonly json?: boolean;
}

type Outcome = { readonly exitCode: ExitCode } | { readonly problem: CommandProblem };

/** Searches settings of a served model on a running server, keeps what it found, and prints it. */
export async function runTune(name: string, request: TuneRequest, context: CliContext): Promise<Outcome> {
  const { signal, terminal } = context;
  const result = await openProject(request.project, context);
  if ('problem' in result) return result;
  const { project, location } = result.opened;
  const resolution = project.resolve(request.environment ?? project.settings.environment);
  if ('problem' in resolution) return { problem: { exitCode: EXIT.usage, ...resolution.problem } };
  const { system } = resolution;
  const chosen = tuneSubject(system, name);
  if ('problem' in chosen) return chosen;
  const { subject } = chosen;
  const { model, path, latency, declared } = subject;
  const file = join(location.folder, path);
  const read = await readSignatureFile(file, { signal });
  if ('problem' in read) return refused(EXIT.unreadable, read.problem);
  // Before anything is measured: a file that changes meanwhile must not get the figures of another one.
  const hashed = await hashServed(file, read.signature, signal);
  const client = new TritonClient(request.server);
  const servedAs = request.servedAs ?? model.name;
  const progress = new TuneProgressLine(terminal, model.name, latency);
  const tuned = await tuneServer(
    {
      client,
      model: servedAs,
      signature: servedSignature(read.signature),
      latency,
      declared,
      effort: EFFORTS[request.budget],
      requestOf: modelRequests(read.signature, {
        model: file,
        knowledge: describeInputs(system, model.qualifiedName),
        project: location.folder,
        signal,
        ...(request.size === undefined ? {} : { dimensions: request.size }),
      }),
    },
    { signal, onProgress: (each) => progress.receive(each) },
  );
  progress.end();
  if ('problem' in tuned) {
    const isInput = tuned.problem.code.startsWith('input/');
    return refused(isInput ? EXIT.unreadable : EXIT.toolFailed, tuned.problem);
  }
  const { address } = client;
  const told = { subject, servedAs, address, tuned, size: sizeOf(tuned.space) };
  terminal.out(request.json ? jsonTune(told) : humanTune(told, terminal.colors));
  const evidence = tunedEvidence(tuned, {
    subject: model.qualifiedName,
    hashed,
    latency,
    address,
    measuredAt: new Date().toISOString(),
    ...(request.machine === undefined ? {} : { machine: request.machine }),
  });
  if (evidence === undefined) return { exitCode: EXIT.findings };
  const kept = appendEvidence(location.folder, [evidence]);
  if ('problem' in kept) return refused(EXIT.unreadable, kept.problem);
  if (!request.json)
    terminal.out(
      '  `tenon generate -t triton` writes them, as long as the file and the promise stay the same.\n',
    );
  return { exitCode: tuned.isRestored ? EXIT.ok : EXIT.toolFailed };
}

const refused = (
  exitCode: ExitCode,
  { message, hint }: { readonly message: string; readonly hint: string },
): { readonly problem: CommandProblem } => ({ problem: { exitCode, message, help: hint } });
