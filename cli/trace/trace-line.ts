import type { Origin } from '../../language/index.ts';
import { causesOf, type TracedFile } from '../../targets/kit/trace.ts';
import { lookAtFile, type FileState, type OutputTraces } from './read-traces.ts';

/** Why one line of a generated file is there. */
export interface LineTrace {
  /** Relative to the output folder. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** Undefined when the file is not there any more. */
  readonly text: string | undefined;
  readonly target: string;
  readonly state: FileState;
  /** `by hand` is a line that nobody generated; `none` a line behind the end of the file. */
  readonly cause: 'model' | 'boilerplate' | 'copy' | 'by hand' | 'none';
  readonly origins: readonly Origin[];
  readonly derived?: string;
  readonly copyOf?: string;
}

/** Undefined when no trace knows the file. `path` is relative to the output folder. */
export function traceLine(output: OutputTraces, path: string, line: number): LineTrace | undefined {
  for (const { trace } of output.traces) {
    const file = trace.files.find((each) => each.path === path);
    if (file) return traceFileLine(output.root, trace.target, file, line);
  }
  return undefined;
}

function traceFileLine(root: string, target: string, file: TracedFile, line: number): LineTrace {
  const { path, copyOf } = file;
  if (copyOf !== undefined) {
    const origins = file.spans.flatMap((span) => span.origins);
    return { path, line, text: undefined, target, state: 'as generated', cause: 'copy', copyOf, origins };
  }
  const { state, lines, map } = lookAtFile(root, file);
  const base = { path, line, text: lines[line - 1], target, state, origins: [] };
  if (line < 1 || (state !== 'missing' && line > lines.length)) return { ...base, cause: 'none' };
  const generated = state === 'missing' ? line : map.toGenerated(line);
  if (generated === undefined) return { ...base, cause: 'by hand' };
  const cause = causesOf({ target, files: [file] }, path, generated);
  if (!cause) return { ...base, cause: 'none' };
  if (cause.kind === 'boilerplate') return { ...base, cause: 'boilerplate' };
  return {
    ...base,
    cause: 'model',
    origins: cause.origins,
    ...(cause.derived === undefined ? {} : { derived: cause.derived }),
  };
}
