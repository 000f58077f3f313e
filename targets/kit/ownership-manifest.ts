import { compareText } from '../../language/model/origin.ts';

/** Folder inside the output root that belongs to Tenon alone. */
export const STATE_FOLDER = '.tenon';
export const MANIFEST_PATH = `${STATE_FOLDER}/manifest.json`;
/** Last generated texts by their hash: the common ancestor when hand edits are merged. */
export const basePath = (sha256: string): string => `${STATE_FOLDER}/base/${sha256}`;
export const BASE_FOLDER = `${STATE_FOLDER}/base`;
export const TRACE_FOLDER = `${STATE_FOLDER}/trace`;
export const tracePath = (folder: string): string => `${TRACE_FOLDER}/${folder}.json`;

/** What was generated: who owns each file and what it was when the model last had its say. */
export interface OwnershipManifest {
  readonly files: ReadonlyMap<string, OwnedFile>;
}

export interface OwnedFile {
  readonly target: string;
  /** SHA-256 (hex) of the text that was generated; a hand-edited or merged file on disk differs from it. */
  readonly sha256: string;
}

export const EMPTY_MANIFEST: OwnershipManifest = { files: new Map() };

const VERSION = 1;

/** One line for each file, sorted, so that version control merges it well. */
export function printManifest(manifest: OwnershipManifest): string {
  const files = [...manifest.files]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, { target, sha256 }]) => `${JSON.stringify(path)}: ${JSON.stringify({ target, sha256 })}`);
  return `{"version": ${VERSION}, "files": {\n${files.join(',\n')}\n}}\n`;
}

export function parseManifest(
  text: string,
): { readonly manifest: OwnershipManifest } | { readonly problem: string } {
  try {
    const stored = JSON.parse(text) as { version: number; files: Record<string, OwnedFile> };
    if (stored.version !== VERSION) return { problem: 'it was written by another version of Tenon' };
    const files = Object.entries(stored.files).map(([path, { target, sha256 }]): [string, OwnedFile] => {
      if (typeof target !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) throw new Error(path);
      return [path, { target, sha256 }];
    });
    return { manifest: { files: new Map(files) } };
  } catch {
    return { problem: 'it is damaged' };
  }
}
