import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DiskEntry } from '../../../targets/kit/ownership.ts';
import {
  basePath,
  EMPTY_MANIFEST,
  MANIFEST_PATH,
  parseManifest,
  type OwnershipManifest,
} from '../../../targets/kit/ownership-manifest.ts';

/** SHA-256 of bytes, or of a text's UTF-8 form, in hex. */
export const hashText = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex');

/** What was generated last, with the text of a hash when it is still kept. Nothing is written here. */
export interface LastOutput {
  readonly manifest: OwnershipManifest;
  readonly base: (sha256: string) => Promise<string | undefined>;
}

/** What the manifest of an output folder says; an absent one is empty. */
export async function readLastOutput(root: string): Promise<LastOutput | { readonly problem: string }> {
  const text = await readFile(join(root, MANIFEST_PATH), 'utf8').catch(() => undefined);
  const parsed = text === undefined ? { manifest: EMPTY_MANIFEST } : parseManifest(withLf(text));
  if ('problem' in parsed) return parsed;
  return { manifest: parsed.manifest, base: (sha256) => readBase(root, sha256) };
}

/** A base whose content is not what its name says is of no use. */
export async function readBase(root: string, sha256: string): Promise<string | undefined> {
  const text = await readFile(join(root, basePath(sha256)), 'utf8').then(withLf, () => undefined);
  return text !== undefined && hashText(text) === sha256 ? text : undefined;
}

/** In bytes; nothing that a person edits is larger. */
const LARGEST_TEXT = 64 * 1024 * 1024;

/** What stands at a path below the output folder; a link on the way is an obstacle, since it may lead outside. */
export async function readEntry(root: string, path: string, isCopy: boolean): Promise<DiskEntry | undefined> {
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth += 1) {
    const part = names.slice(0, depth).join('/');
    const stats = await lstat(join(root, part)).catch(() => undefined);
    if (!stats) return undefined;
    const isWhole = depth === names.length;
    if (isWhole ? !stats.isFile() : !stats.isDirectory()) {
      const noun = stats.isSymbolicLink() ? 'a symbolic link' : stats.isDirectory() ? 'a folder' : 'a file';
      return { kind: 'obstacle', what: isWhole ? `it is ${noun}` : `${part} is ${noun}` };
    }
    if (isWhole && (isCopy || stats.size > LARGEST_TEXT))
      return { kind: 'file', sha256: await hashFile(join(root, path)) };
  }
  const bytes = await readFile(join(root, path));
  const sha256 = hashText(bytes);
  const text = decode(bytes);
  if (text === undefined) return { kind: 'file', sha256 };
  const lines = withLf(text);
  return { kind: 'file', sha256, text: lines, ...(lines === text ? {} : { lfSha256: hashText(lines) }) };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Hashes of files that may be large, each taken again only when it was written since. */
export class FileHashes {
  readonly #known = new Map<string, { readonly key: string; readonly sha256: string }>();

  /** Undefined when there is no such file. */
  async of(path: string): Promise<string | undefined> {
    const stats = await stat(path).catch(() => undefined);
    if (!stats?.isFile()) return undefined;
    const key = `${stats.mtimeMs} ${stats.size}`;
    const known = this.#known.get(path);
    if (known?.key === key) return known.sha256;
    const sha256 = await hashFile(path);
    this.#known.set(path, { key, sha256 });
    return sha256;
  }

  /** Whether a file has a text with this hash, its line ends left aside; undefined when there is none. */
  async hasText(path: string, sha256: string): Promise<boolean | undefined> {
    const found = await this.of(path);
    if (found === undefined) return undefined;
    if (found === sha256) return true;
    const text = decode(await readFile(path).catch(() => new Uint8Array()));
    return text?.includes('\r\n') === true && hashText(withLf(text)) === sha256;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Version control and editors may have changed the line ends. */
export const withLf = (text: string): string => text.replaceAll('\r\n', '\n');
