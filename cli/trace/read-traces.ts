import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseTraceFile } from '../../targets/kit/trace-file.ts';
import type { Trace, TracedFile } from '../../targets/kit/trace.ts';
import { basePath, MANIFEST_PATH, TRACE_FOLDER } from '../../targets/kit/ownership-manifest.ts';
import { hashText } from '../output/index.ts';
import { lineMap, type LineMap } from '../../targets/kit/line-map.ts';

/** The traces of an output folder. */
export interface OutputTraces {
  /** Absolute path of the output folder. */
  readonly root: string;
  /** With the folder of each target, relative to `root`. */
  readonly traces: readonly { readonly folder: string; readonly trace: Trace }[];
  /** Trace files that can't be used, with the reason. */
  readonly problems: readonly string[];
}

/** The output folder that a generated file lies in: the nearest one upwards that Tenon has written. */
export function findOutputRoot(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, MANIFEST_PATH))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

export function readTraces(root: string): OutputTraces {
  const traces: { folder: string; trace: Trace }[] = [];
  const problems: string[] = [];
  for (const name of traceNames(join(root, TRACE_FOLDER))) {
    const parsed = parseTraceFile(readFileSync(join(root, TRACE_FOLDER, name), 'utf8'));
    if ('trace' in parsed) traces.push({ folder: name.slice(0, -'.json'.length), trace: parsed.trace });
    else problems.push(`${TRACE_FOLDER}/${name}: ${parsed.problem}`);
  }
  return { root, traces, problems };
}

function traceNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.json'))
    .sort();
}

/** How a file on disk relates to the one that was traced. */
export type FileState = 'as generated' | 'edited' | 'missing';

export interface FileOnDisk {
  readonly state: FileState;
  readonly lines: readonly string[];
  /** Between the lines of the generated text and those of the file as it is. */
  readonly map: LineMap;
}

/** Looks at a traced file; after hand edits its lines are matched with those that were generated. */
export function lookAtFile(root: string, file: TracedFile): FileOnDisk {
  const text = readText(join(root, file.path));
  if (text === undefined) return { state: 'missing', lines: [], map: lineMap([], []) };
  const lines = text.split('\n');
  if (file.sha256 === undefined || hashText(text) === file.sha256)
    return { state: 'as generated', lines, map: lineMap(lines, lines) };
  const generated = readText(join(root, basePath(file.sha256)));
  return { state: 'edited', lines, map: lineMap(generated?.split('\n') ?? lines, lines) };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

/** Path of a file relative to the output folder, with forward slashes. */
export const pathIn = (root: string, path: string): string => relative(root, path).replaceAll('\\', '/');
