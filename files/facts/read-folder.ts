import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableColumn, TableFact, TableSchema } from '../../language/project/facts.ts';
import { printType } from '../../language/types/data-type.ts';
import { partitionColumns } from './partition-columns.ts';
import { isDataName } from './read-table.ts';

const MOST_FOLDERS = 500;
const MOST_FILES = 5_000;
const DEEPEST = 8;
/** Files beside the first one that are held against it. */
const COMPARED = 8;

/** Where data files lie in a folder; paths are relative to it, with forward slashes, sorted. */
export interface FolderListing {
  readonly files: readonly string[];
  /** Folders that were walked; the folder itself is the empty path. */
  readonly folders: readonly string[];
}

/** Lists the data files below a folder, as far as the bounds go. Links to folders are not followed. */
export async function listDataFiles(folder: string, signal?: AbortSignal): Promise<FolderListing> {
  const files: string[] = [];
  const folders: string[] = [];
  let level = [''];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const next: string[] = [];
    for (const inside of level) {
      signal?.throwIfAborted();
      if (folders.length >= MOST_FOLDERS || files.length >= MOST_FILES) break;
      folders.push(inside);
      const entries = await readdir(join(folder, inside), { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        // Writers keep their own notes in names that begin so: _SUCCESS, _delta_log, .part.crc.
        if (/^[._]/.test(entry.name)) continue;
        const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
        if (entry.isDirectory()) next.push(path);
        else if (isDataName(entry.name) && (await isFile(join(folder, path), entry))) files.push(path);
      }
    }
    level = next.sort();
  }
  return { files: files.sort().slice(0, MOST_FILES), folders };
}

/** Data versioning tools put links in the place of files. */
const isFile = async (path: string, entry: Dirent): Promise<boolean> =>
  entry.isFile() || (entry.isSymbolicLink() && (await stat(path).catch(() => undefined))?.isFile() === true);

/** Tables whose folders mean more than the files in them: only their log says which files count. */
export async function isLoggedTable(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.includes('_delta_log')) return true;
  if (!names.includes('metadata')) return false;
  const metadata = await readdir(join(folder, 'metadata')).catch((): string[] => []);
  return metadata.some((name) => name.endsWith('.metadata.json'));
}

/** The files that are read: the first by name, and some others spread over the rest. */
export function chosenFiles(files: readonly string[]): readonly string[] {
  const [first, ...rest] = files;
  if (first === undefined) return [];
  if (rest.length <= COMPARED) return files;
  const step = (rest.length - 1) / (COMPARED - 1);
  return [first, ...Array.from({ length: COMPARED }, (_, index) => rest[Math.round(index * step)]!)];
}

/** What the first file says, with partition columns from the folders' names, and where others differ. */
export async function readFolder(
  { files }: FolderListing,
  read: (path: string) => Promise<TableFact | undefined>,
): Promise<TableFact | undefined> {
  const [first, ...others] = chosenFiles(files);
  if (first === undefined) return undefined;
  const fact = await read(first);
  if (fact === undefined) return undefined;
  if ('problem' in fact)
    return { problem: { ...fact.problem, message: `${first}: ${fact.problem.message}` } };
  const odd: { path: string; message: string }[] = [];
  for (const path of others) {
    const message = difference(fact, await read(path), first);
    if (message !== undefined) odd.push({ path, message });
  }
  const { rows: _rows, rowGroups: _rowGroups, ...schema } = fact;
  const partitions = partitionColumns(files);
  const own = fact.columns.filter(({ name }) => !partitions.some((each) => each.name === name));
  return {
    ...schema,
    columns: [...own.map(uncounted), ...partitions],
    folder: { files: files.length, compared: others.length + 1, first, odd },
  };
}

/** No nulls in one file say nothing of the others, so the column stays nullable where the files allow it. */
function uncounted(column: TableColumn): TableColumn {
  if (column.nulls !== 0 || column.misfits) return column;
  const { nulls: _nulls, ...rest } = column;
  return { ...rest, type: { ...column.type, nullable: true } };
}

function difference(first: TableSchema, other: TableFact | undefined, name: string): string | undefined {
  if (other === undefined) return undefined;
  if ('problem' in other) return other.problem.message;
  if (other.format !== first.format) return `It is ${other.format}, and ${name} ${first.format}.`;
  // Guesses from different rows may differ without any harm.
  const isGuessed = first.sampled !== undefined;
  for (const column of first.columns) {
    const match = other.columns.find((each) => each.name === column.name);
    if (!match) return `It has no column ${column.name}, which ${name} has.`;
    const [here, there] = [bare(match), bare(column)];
    if (!isGuessed && here !== there) return `${column.name} is ${here} there, and ${there} in ${name}.`;
  }
  const extra = other.columns.find((each) => !first.columns.some((column) => column.name === each.name));
  return extra && `It also has the column ${extra.name}, which ${name} lacks.`;
}

const bare = ({ type }: TableColumn): string => printType({ ...type, nullable: false });
