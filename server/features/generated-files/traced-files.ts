import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineMap, type LineMap } from '../../../targets/kit/line-map.ts';
import type { Trace, TracedFile } from '../../../targets/kit/trace.ts';
import { hashText, readBase, withLf } from './output-folder.ts';

export interface TargetFile extends TracedFile {
  readonly target: string;
}

/** Why the lines of generated files are there, by path relative to the output folder. */
export const tracedFiles = (traces: readonly Trace[]): ReadonlyMap<string, TargetFile> =>
  new Map(
    traces.flatMap(({ target, files }) => files.map((file) => [file.path, { ...file, target }] as const)),
  );

/** The lines of a file as it is, matched with those that were generated; undefined when it is not there. */
export async function linesNow(
  root: string,
  file: TracedFile,
  unsaved?: string,
): Promise<{ readonly map: LineMap; readonly isEdited: boolean } | undefined> {
  const text = unsaved ?? (await readFile(join(root, file.path), 'utf8').catch(() => undefined));
  if (text === undefined) return undefined;
  const now = withLf(text);
  const lines = now.split('\n');
  if (file.sha256 === undefined || hashText(now) === file.sha256)
    return { map: lineMap(lines, lines), isEdited: false };
  const generated = (await readBase(root, file.sha256))?.split('\n');
  return { map: lineMap(generated ?? lines, lines), isEdited: true };
}
