import { join } from 'node:path';
import { URI } from 'vscode-uri';
import type { CausedFile } from '../../../protocol/index.ts';
import { isWithin, type Span } from '../../../targets/kit/trace.ts';
import { linesNow, type TargetFile } from './traced-files.ts';

/** Generated lines of the first of the names that has any. */
export async function causedLines(
  root: string,
  files: ReadonlyMap<string, TargetFile>,
  names: readonly string[],
): Promise<{ readonly name: string; readonly files: readonly CausedFile[] } | undefined> {
  for (const name of names) {
    const caused: CausedFile[] = [];
    for (const file of files.values()) {
      const spans = file.spans.filter((span) => isCausedBy(span, name));
      if (spans.length === 0) continue;
      const ranges = await rangesNow(root, file, spans);
      if (ranges.length === 0) continue;
      const { path, target } = file;
      caused.push({ uri: URI.file(join(root, path)).toString(), path, target, ranges });
    }
    if (caused.length > 0) return { name, files: caused.sort((a, b) => (a.path < b.path ? -1 : 1)) };
  }
  return undefined;
}

const isCausedBy = ({ origins }: Span, name: string): boolean =>
  origins.some(
    ({ element, property }) =>
      isWithin(element, name) || (property !== undefined && isWithin(`${element}.${property}`, name)),
  );

/** Where the lines of spans are now; removed lines are gone, inserted ones split a range. */
async function rangesNow(
  root: string,
  file: TargetFile,
  spans: readonly Span[],
): Promise<[first: number, last: number][]> {
  if (file.copyOf !== undefined) return [[0, 0]];
  const lines = await linesNow(root, file);
  if (!lines) return [];
  const ranges: [number, number][] = [];
  for (const { first, last } of spans) {
    for (let line = first; line <= last; line += 1) {
      const now = lines.map.toCurrent(line);
      if (now === undefined) continue;
      const previous = ranges.at(-1);
      if (previous?.[1] === now - 2) previous[1] = now - 1;
      else ranges.push([now - 1, now - 1]);
    }
  }
  return ranges;
}
