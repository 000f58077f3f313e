import { belongsToProject, emptyFile, MODEL_EXTENSION, modelFiles, readModelText, type Diagnostic } from '../../language/index.ts'; // prettier-ignore
import { describeOpened, unreadableFolders, type OpenedProject, type ProjectWorld } from '../open-project.ts';
import type { FileChange } from './file-change.ts';
import type { Changes } from './folder-watcher.ts';
import { foldersOf } from './wanted-folders.ts';

/** How many files are read at the same time: enough to hide the disk's latency. */
const CONCURRENCY = 32;

/** Undefined for a file that is gone. */
type ReadModel = Awaited<ReturnType<typeof readModelText>> | undefined;

/** Takes the models that came, changed or went into the project: all are read before the first one counts. */
export async function takeModels(
  opened: OpenedProject,
  changed: Changes,
  world: ProjectWorld,
  signal: AbortSignal,
): Promise<{ readonly opened: OpenedProject; readonly changes: readonly FileChange[] }> {
  const { project, location } = opened;
  const known = new Set(opened.files.filter((path) => path.endsWith(MODEL_EXTENSION)));
  const hadUnreadable = new Set(world.fileSystem.unreadable.map(({ path }) => path));
  const read = await readModels(await concerned(opened, known, changed, world, signal), world);
  const findings: Diagnostic[] = [];
  const changes: FileChange[] = [];
  for (const [path, file] of read) {
    // Null stands for a file whose text can't be read.
    const before = known.has(path) ? (project.files.get(path)?.text ?? null) : undefined;
    const after = file && ('text' in file ? file.text : null);
    if (file && 'diagnostic' in file) findings.push(file.diagnostic);
    else if (file?.text.trim() === '') findings.push(emptyFile(path));
    if (typeof after === 'string') project.setFile(path, after);
    else project.deleteFile(path);
    const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    if (before !== after) changes.push({ path, change });
  }
  const rest = opened.diagnostics.filter(({ file }) => !read.has(file) && !hadUnreadable.has(file));
  const diagnostics = [...rest, ...findings, ...unreadableFolders(world)];
  return { opened: describeOpened(location, project, diagnostics), changes };
}

/** Paths of the models that something may have happened to. */
async function concerned(
  { project: { settings } }: OpenedProject,
  known: ReadonlySet<string>,
  { paths, folders }: Changes,
  { fileSystem }: ProjectWorld,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const result = new Set(paths.filter((path) => known.has(path)));
  const knownFolders = new Set([...known].flatMap(foldersOf));
  const below = new Set([...folders, ...paths.filter((path) => knownFolders.has(path))]);
  const isNew = (path: string): boolean => !known.has(path) && belongsToProject(path, settings);
  if (below.size === 0 && !paths.some(isNew)) return [...result];
  // What is new may lie in another project, so that only those count that are found.
  const there = await modelFiles(fileSystem, settings, signal);
  const isBelow = (path: string): boolean =>
    below.has('.') || foldersOf(path).some((folder) => below.has(folder));
  for (const path of known) if (isBelow(path)) result.add(path);
  for (const path of there) if (!known.has(path) || isBelow(path)) result.add(path);
  return [...result].sort();
}

async function readModels(
  paths: readonly string[],
  { fileSystem }: ProjectWorld,
): Promise<ReadonlyMap<string, ReadModel>> {
  const readOne = async (path: string): Promise<ReadModel> => {
    if (!(await fileSystem.exists(path))) return undefined;
    const read = await readModelText(fileSystem, path);
    // Between the two questions it may have been deleted.
    return 'diagnostic' in read && !(await fileSystem.exists(path)) ? undefined : read;
  };
  const result = new Map<string, ReadModel>();
  for (let start = 0; start < paths.length; start += CONCURRENCY) {
    const some = paths.slice(start, start + CONCURRENCY);
    const read = await Promise.all(some.map(readOne));
    for (const [index, path] of some.entries()) result.set(path, read[index]);
  }
  return result;
}
