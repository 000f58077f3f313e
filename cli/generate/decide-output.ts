import { decide, type Decision } from '../../targets/kit/change-set.ts';
import type { TargetRun } from '../../targets/kit/generate.ts';
import { compareText } from '../../language/model/origin.ts';
import { copiedSources, outputFiles } from '../../targets/kit/output-files.ts';
import { tracePath } from '../../targets/kit/ownership-manifest.ts';
import type { Change, Choice, GeneratedFile } from '../../targets/kit/ownership.ts';
import { parseTraceFile } from '../../targets/kit/trace-file.ts';
import type { Trace } from '../../targets/kit/trace.ts';
import { hashCopies, hashText, type OutputResult, type OutputState } from '../output/index.ts';

export type Conflict = Extract<Change, { change: 'conflict' }>;

/** The files of all runs, with the hashes of those that are copied from the project. */
export async function generatedFiles(
  runs: readonly TargetRun[],
  projectFolder: string,
  signal: AbortSignal,
): Promise<OutputResult<readonly GeneratedFile[]>> {
  const copies = await hashCopies(projectFolder, copiedSources(runs), signal);
  return 'problem' in copies ? copies : outputFiles(runs, hashText, copies);
}

/** What is written and removed. `kept` are paths that stay as they are although the plan leaves them out. */
export function decideOutput(
  plan: readonly Change[],
  runs: readonly TargetRun[],
  state: OutputState,
  choose: (conflict: Conflict) => Choice | undefined,
  kept: ReadonlySet<string> = new Set(),
): Decision {
  const traces = runs
    .filter(({ failed }) => !failed)
    .map(({ folder, trace }) => ({
      folder,
      trace: kept.size === 0 ? trace : withKept(trace, state.state.get(tracePath(folder)), kept),
    }));
  return decide({
    plan,
    manifest: state.manifest,
    traces,
    state: state.state,
    bases: state.bases,
    choose,
    hash: hashText,
  });
}

/** A file that stays as it is keeps the causes of the lines that it has. */
function withKept(trace: Trace, before: string | undefined, kept: ReadonlySet<string>): Trace {
  const parsed = before === undefined ? undefined : parseTraceFile(before);
  const old = parsed && 'trace' in parsed ? parsed.trace.files.filter(({ path }) => kept.has(path)) : [];
  const files = [...trace.files.filter(({ path }) => !kept.has(path)), ...old];
  return { ...trace, files: files.sort((a, b) => compareText(a.path, b.path)) };
}
