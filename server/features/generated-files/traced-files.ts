import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lineMap, type LineMap } from '../../../targets/kit/line-map.ts';
import { TRACE_FOLDER } from '../../../targets/kit/ownership-manifest.ts';
import { parseTraceFile } from '../../../targets/kit/trace-file.ts';
import type { TracedFile } from '../../../targets/kit/trace.ts';
import { hashText, readBase, withLf } from './output-folder.ts';

export interface TargetFile extends TracedFile {
  readonly target: string;
}

/** Why the lines of the files of output folders are there; read again only when they were written since. */
export class TracedFiles {
  readonly #known = new Map<
    string,
    { readonly key: string; readonly files: ReadonlyMap<string, TargetFile> }
  >();

  /** By path relative to the output folder. A trace that can't be read counts as absent. */
  async of(root: string): Promise<ReadonlyMap<string, TargetFile>> {
    const folder = join(root, TRACE_FOLDER);
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const paths = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
    const stats = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
    const key = JSON.stringify(paths.map((path, index) => [path, stats[index]?.mtimeMs, stats[index]?.size]));
    const known = this.#known.get(root);
    if (known?.key === key) return known.files;
    const files = new Map<string, TargetFile>();
    for (const path of paths) {
      const parsed = parseTraceFile(await readFile(path, 'utf8').catch(() => ''));
      if (!('trace' in parsed)) continue;
      const { target } = parsed.trace;
      for (const file of parsed.trace.files) files.set(file.path, { ...file, target });
    }
    this.#known.set(root, { key, files });
    return files;
  }
}

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
