import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasuredFact, SignatureFact, TableFact } from '../../language/index.ts';
import { openFile } from '../disk/open-file.ts';
import { recordedIn } from '../measurements/places.ts';
import { reasonOf } from '../disk/reason.ts';
import { chosenFiles, isLoggedTable, listDataFiles, readFolder } from './read-folder.ts';
import { readTable } from './read-table.ts';
import { Remembered, type Versioned } from './remembered.ts';

/** Reads what a project's files say; paths are relative to the project folder, with forward slashes. */
export interface FileReaders {
  /** Header of a model file. */
  readonly readSignature: (path: string) => Promise<SignatureFact>;
  /** Columns of a data file or a folder of them; undefined when it holds no rows that Tenon knows. */
  readonly readSchema: (path: string) => Promise<TableFact | undefined>;
  /** What the project's benchmarks found of a model file; undefined when they never measured one of its name. */
  readonly readMeasured: (path: string) => Promise<MeasuredFact | undefined>;
}

interface Options {
  readonly signal?: AbortSignal;
  /** How long one file may take, in milliseconds. */
  readonly timeLimit?: number;
}

const TIME_LIMIT = 5_000;

/**
 * Readers for the project folder `root` that read each version of a file once: looking again costs one
 * `stat`. A file on a drive that does not answer becomes a problem after the time limit, and is asked for
 * again only when the drive has answered. They throw only when `signal` is aborted.
 */
export function createFileReaders(root: string, options: Options = {}): FileReaders {
  const { signal, timeLimit = TIME_LIMIT } = options;
  const signatures = new Remembered<SignatureFact>(timeLimit, signal);
  const schemas = new Remembered<TableFact | undefined>(timeLimit, signal);
  const measured = new Remembered<MeasuredFact | undefined>(timeLimit, signal);
  return {
    readSignature: (path) =>
      signatures.read(path, async (known) => {
        const file = join(root, path);
        const version = await versionOf(file);
        if (known?.version === version) return known;
        const { readSignatureFile } = await import('../onnx/read-signature-file.ts');
        const read = await readSignatureFile(file, signal ? { signal } : {});
        return { version, fact: 'problem' in read ? read : { signature: read.signature } };
      }),
    readSchema: (path) =>
      schemas.read(path, async (known) => {
        const place = join(root, path);
        const facts = await stat(place).catch(() => undefined);
        return facts?.isDirectory() === true
          ? folderSchema(place, known, signal)
          : fileSchema(place, known, signal);
      }),
    readMeasured: async (path) => {
      const answer = await measured.read(path, async (known) => {
        const recorded = recordedIn(root);
        const versions = await Promise.all([...recorded, join(root, path)].map(versionOf));
        const version = versions.join('\n');
        if (known?.version === version) return known;
        // Most projects have never measured anything.
        if (versions.slice(0, -1).every((each) => each === '')) return { version, fact: undefined };
        const { readMeasured } = await import('../measurements/read-measured.ts');
        return { version, fact: await readMeasured(root, path, signal) };
      });
      return answer && 'problem' in answer ? undefined : answer;
    },
  };
}

const versionOf = async (file: string): Promise<string> => {
  const facts = await stat(file).catch(() => undefined);
  return facts ? `${facts.mtimeMs} ${facts.size}` : '';
};

type KnownSchema = Versioned<TableFact | undefined> | undefined;

async function fileSchema(
  file: string,
  known: KnownSchema,
  signal: AbortSignal | undefined,
): Promise<Versioned<TableFact | undefined>> {
  const version = await versionOf(file);
  if (known?.version === version) return known;
  return { version, fact: await schemaOf(file, signal) };
}

async function schemaOf(file: string, signal: AbortSignal | undefined): Promise<TableFact | undefined> {
  const opened = await openFile(file);
  if ('problem' in opened) return opened;
  try {
    return await readTable(opened.source, file, signal);
  } catch (error) {
    signal?.throwIfAborted();
    // Reading is bounded and expects anything, so what is left is the disk.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return {
      problem: {
        code: 'unreadable',
        message: `The file cannot be read: ${reasonOf(error)}.`,
        hint: 'Check the disk.',
      },
    };
  } finally {
    opened.close();
  }
}

/** A folder has changed when a folder in it has, or one of the files that were read. */
async function folderSchema(
  folder: string,
  known: KnownSchema,
  signal: AbortSignal | undefined,
): Promise<Versioned<TableFact | undefined>> {
  if (await isLoggedTable(folder)) return { version: 'logged', fact: undefined };
  const listing = await listDataFiles(folder, signal);
  const versions: string[] = [String(listing.files.length)];
  for (const path of [...chosenFiles(listing.files)]) {
    versions.push(`${path} ${await versionOf(join(folder, path))}`);
  }
  const version = [...versions, ...listing.folders].join('\n');
  if (known?.version === version) return known;
  return { version, fact: await readFolder(listing, (path) => schemaOf(join(folder, path), signal)) };
}
