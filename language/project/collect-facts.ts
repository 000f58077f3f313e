import { artifactSiblings } from './artifact-siblings.ts';
import type { MeasuredFact, ProjectFacts, SignatureFact, TableFact } from './facts.ts';
import type { ProjectFileSystem } from './file-system.ts';
import { forEachLimited } from './for-each-limited.ts';
import type { Project } from './project.ts';
import type { ReferencedFile } from './referenced-files.ts';

/** Who reads what is known of the files that models name. */
export interface FactReaders {
  readonly fileSystem: ProjectFileSystem;
  /** Reads the header of an ONNX file of the project. */
  readonly readSignature: (path: string) => Promise<SignatureFact>;
  /** Reads the columns of a data file or folder; without it nobody looks at data. */
  readonly readSchema?: (path: string) => Promise<TableFact | undefined>;
  /** Reads what benchmarks found of an ONNX file of the project; without it nothing counts as measured. */
  readonly readMeasured?: (path: string) => Promise<MeasuredFact | undefined>;
  readonly signal?: AbortSignal;
}

/** What was seen of one file that models name. */
export interface SeenFile {
  readonly exists: boolean;
  readonly signature?: SignatureFact;
  readonly schema?: TableFact;
  readonly measured?: MeasuredFact;
}

/** By paths relative to the project folder. */
export type SeenFiles = ReadonlyMap<string, SeenFile>;

/** How many files are looked at at the same time: enough to hide the disk's latency. */
const CONCURRENCY = 32;

/** Looks at every file that those models name that were read. */
export async function collectFacts(project: Project, readers: FactReaders): Promise<ProjectFacts> {
  return factsOf(await seeFiles(project, readers));
}

/** Looks at the files that models of a project name: all that were read, or some by their paths. An aborted signal rejects. */
export async function seeFiles(
  project: Project,
  readers: FactReaders,
  models: Iterable<string> = project.files.keys(),
): Promise<SeenFiles> {
  const wanted = new Map<string, ReferencedFile['read']>();
  const want = ({ path, read }: ReferencedFile): void => {
    if (read !== 'nothing' || !wanted.has(path)) wanted.set(path, read);
  };
  for (const model of models) {
    const file = project.files.get(model);
    if (file?.isRead) file.references.forEach(want);
  }
  const artifacts = [...wanted].flatMap(([path, read]) =>
    read === 'signature' && !leavesFolder(path) ? [path] : [],
  );
  (await artifactSiblings(artifacts, readers.fileSystem)).forEach(want);
  const seen = new Map<string, SeenFile>();
  await forEachLimited([...wanted], CONCURRENCY, async ([path, read]) => {
    readers.signal?.throwIfAborted();
    seen.set(path, await seeFile(path, read, readers));
  });
  return seen;
}

async function seeFile(
  path: string,
  read: ReferencedFile['read'],
  { fileSystem, readSignature, readSchema, readMeasured }: FactReaders,
): Promise<SeenFile> {
  // A path that leaves the project folder is never looked at; a check refuses it.
  if (leavesFolder(path) || !(await fileSystem.exists(path))) return { exists: false };
  if (read === 'signature') {
    const signature = await readSignature(path);
    const measured = await readMeasured?.(path);
    return { exists: true, signature, ...(measured ? { measured } : {}) };
  }
  const schema = read === 'schema' ? await readSchema?.(path) : undefined;
  return { exists: true, ...(schema ? { schema } : {}) };
}

/** What checks may ask about the files that were seen. */
export const factsOf = (seen: SeenFiles): ProjectFacts => ({
  exists: (path) => seen.get(path)?.exists,
  signature: (path) => seen.get(path)?.signature,
  schema: (path) => seen.get(path)?.schema,
  measured: (path) => seen.get(path)?.measured,
});

const leavesFolder = (path: string): boolean => path.startsWith('/') || /(^|[/\\])\.\.([/\\]|$)/.test(path);
