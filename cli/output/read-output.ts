import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskEntry, GeneratedFile } from '../../targets/kit/ownership.ts';
import {
  BASE_FOLDER, basePath, EMPTY_MANIFEST, MANIFEST_PATH, parseManifest, STATE_FOLDER, TRACE_FOLDER, type OwnershipManifest,
} from '../../targets/kit/ownership-manifest.ts'; // prettier-ignore
import { hashFile, hashText } from './hash-file.ts';
import { JOURNAL, ROLLBACK_JOURNAL } from './journal.ts';
import { asResult, OutputError, type OutputResult } from './output-problem.ts';
import { outputRoot } from './output-root.ts';
import { fileAt, lookAt } from './safe-path.ts';

/** The output folder as it is: what `planChanges` and `decide` need. */
export interface OutputState {
  readonly manifest: OwnershipManifest;
  readonly disk: ReadonlyMap<string, DiskEntry>;
  readonly base: (sha256: string) => string | undefined;
  /** Tenon's own files, apart from the bases, with their text. */
  readonly state: ReadonlyMap<string, string>;
  readonly bases: ReadonlySet<string>;
  /** A write was cut off and has to be finished first, which `openOutput` does. */
  readonly unfinished: boolean;
}

/** Reads what is there, without a lock and without writing anything. */
export const readOutput = (
  folder: string,
  generated: readonly GeneratedFile[],
  signal?: AbortSignal,
): Promise<OutputResult<OutputState>> =>
  asResult(folder, () => readState(outputRoot(folder), generated, signal));

export async function readState(
  root: string,
  generated: readonly GeneratedFile[],
  signal: AbortSignal | undefined,
): Promise<OutputState> {
  const manifestText = textAt(root, MANIFEST_PATH);
  const manifest = manifestText === undefined ? EMPTY_MANIFEST : readManifest(manifestText);
  const bases = new Set(namesIn(root, BASE_FOLDER).filter((name) => /^[0-9a-f]{64}$/.test(name)));
  const copies = new Set(generated.filter((file) => 'copyOf' in file.content).map((file) => file.path));
  const disk = new Map<string, DiskEntry>();
  for (const path of new Set([...generated.map((file) => file.path), ...manifest.files.keys()])) {
    signal?.throwIfAborted();
    const entry = await readEntry(root, path, copies.has(path), signal);
    if (entry) disk.set(path, entry);
  }
  return {
    manifest,
    disk,
    base: (sha256) => (bases.has(sha256) ? readBase(root, sha256) : undefined),
    state: readOwnTexts(root),
    bases,
    unfinished: [JOURNAL, ROLLBACK_JOURNAL].some((journal) => existsSync(join(root, journal))),
  };
}

async function readEntry(
  root: string,
  path: string,
  isCopy: boolean,
  signal: AbortSignal | undefined,
): Promise<DiskEntry | undefined> {
  const found = lookAt(root, path);
  if (found.kind === 'nothing') return undefined;
  if (found.kind === 'obstacle') return found;
  const file = join(root, path);
  // Copied files may be of any size and are never merged, so they are only hashed.
  if (isCopy || found.stats.size > LARGEST_TEXT)
    return { kind: 'file', sha256: await hashFile(file, signal) };
  const bytes = readFileSync(file);
  const text = decode(bytes);
  const sha256 = hashText(bytes);
  if (text === undefined) return { kind: 'file', sha256 };
  if (!text.includes('\r\n')) return { kind: 'file', sha256, text };
  const lines = text.replaceAll('\r\n', '\n');
  return { kind: 'file', sha256, text: lines, lfSha256: hashText(lines) };
}

/** In bytes; nothing that a person edits is larger. */
const LARGEST_TEXT = 64 * 1024 * 1024;

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readManifest(text: string): OwnershipManifest {
  const result = parseManifest(text);
  if ('manifest' in result) return result.manifest;
  throw new OutputError(
    'damaged-state',
    `${MANIFEST_PATH} can't be read: ${result.problem}.`,
    'Restore it from version control; without it Tenon takes every file for yours and asks before it replaces one.',
  );
}

/** A base whose content is not what its name says is of no use. */
function readBase(root: string, sha256: string): string | undefined {
  const text = textAt(root, basePath(sha256));
  return text !== undefined && hashText(text) === sha256 ? text : undefined;
}

function readOwnTexts(root: string): ReadonlyMap<string, string> {
  const traces = namesIn(root, TRACE_FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${TRACE_FOLDER}/${name}`);
  const texts = new Map<string, string>();
  for (const path of [MANIFEST_PATH, `${STATE_FOLDER}/.gitignore`, ...traces]) {
    const text = textAt(root, path);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

/** Text with LF ends, since version control may have changed them. */
const textAt = (root: string, path: string): string | undefined =>
  fileAt(root, path) ? readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n') : undefined;

/** Paths of all files below a folder of Tenon's own, relative to it. */
function namesIn(root: string, folder: string): readonly string[] {
  const found = lookAt(root, folder);
  if (found.kind === 'nothing') return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll('\\', '/'),
  );
}
