import { disk } from './virtual-disk.ts';
import { ruleCodes } from './rule-codes.ts';

/** What the server uses of `node:fs`: what can be had without waiting, and files that are read at any place. */

export const constants = { F_OK: 0, R_OK: 4 };

/** Knows the project files and the pages of the rules, and no others: those can't be looked for without waiting. */
export function existsSync(path: string): boolean {
  return disk.projectFile(path) !== undefined || path === '/docs/rules' || isRulePage(path);
}

function isRulePage(path: string): boolean {
  const [, code] = /^\/docs\/rules\/(TN\d+)\.md$/u.exec(path) ?? [];
  return code !== undefined && ruleCodes().has(code);
}

export function readFileSync(path: string, encoding?: 'utf8'): Uint8Array | string {
  const bytes = disk.projectFile(path);
  if (!bytes) throw Object.assign(new Error('it is not there'), { code: 'ENOENT' });
  return encoding === undefined ? bytes : new TextDecoder().decode(bytes);
}

/** A file that is read later. */
export interface WholeFile {
  read(): Promise<Uint8Array>;
}

export const createReadStream = (path: string): WholeFile => ({ read: () => disk.read(path) });

type Callback<T> = (error: Error | null, result?: T) => void;

/** What is open, by descriptor: an editor gives a file as a whole only. */
const opened = new Map<number, Uint8Array>();

export function open(path: string, _flags: string, callback: Callback<number>): void {
  disk.read(path).then(
    (bytes) => {
      const descriptor = Math.max(0, ...opened.keys()) + 1;
      opened.set(descriptor, bytes);
      callback(null, descriptor);
    },
    (error: unknown) => callback(error as Error),
  );
}

export function closeSync(descriptor: number): void {
  opened.delete(descriptor);
}

export function readSync(
  descriptor: number,
  into: Uint8Array,
  offset: number,
  length: number,
  position: number,
): number {
  const bytes = opened.get(descriptor)!.subarray(position, position + length);
  into.set(bytes, offset);
  return bytes.length;
}

export function read(
  descriptor: number,
  into: Uint8Array,
  offset: number,
  length: number,
  position: number,
  callback: Callback<number>,
): void {
  callback(null, readSync(descriptor, into, offset, length, position));
}
