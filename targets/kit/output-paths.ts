import { compareText } from '../../language/model/origin.ts';

/** Names that Windows keeps for devices, with any extension and in any case. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Bytes that a file system allows for one name. */
const LONGEST_NAME = 255;

/** Why a path can't be written on every system, or undefined when it can. Paths are relative with `/`. */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (path.startsWith('/')) return 'it is absolute';
  if (/^[A-Za-z]:/.test(path)) return 'it begins with a drive letter';
  if (path.includes('\\')) return 'it contains a backslash';
  if (path !== path.normalize('NFC'))
    return 'it is not in normal form (NFC), so two systems could store it differently';
  for (const name of path.split('/')) {
    const problem = nameProblem(name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'it has an empty part';
  if (name === '.' || name === '..') return `it contains "${name}"`;
  const bad = /[<>:"|?*\u0000-\u001f\u007f]/.exec(name);
  if (bad) return `it contains ${JSON.stringify(bad[0])}, which Windows does not allow`;
  if (/[. ]$/.test(name)) return `"${name}" ends with a dot or a blank, which Windows drops`;
  if (RESERVED.test(name)) return `"${name}" is a device name on Windows`;
  if (byteLength(name) > LONGEST_NAME) return `"${name}" has more than ${LONGEST_NAME} bytes`;
  return undefined;
}

export interface PathCollision {
  readonly path: string;
  readonly other: string;
  readonly reason: string;
}

/** Pairs of paths that can't lie in one folder: the same, the same but for case, or one inside the other. */
export function pathCollisions(paths: readonly string[]): readonly PathCollision[] {
  const collisions: PathCollision[] = [];
  const seen = new Map<string, string>();
  for (const path of [...paths].sort(compareText)) {
    const folded = fold(path);
    const other = seen.get(folded);
    if (other === undefined) seen.set(folded, path);
    else
      collisions.push({ path, other, reason: path === other ? 'is written twice' : 'differ only in case' });
  }
  for (const [folded, path] of seen) {
    for (let slash = folded.indexOf('/'); slash >= 0; slash = folded.indexOf('/', slash + 1)) {
      const other = seen.get(folded.slice(0, slash));
      if (other !== undefined)
        collisions.push({ path, other, reason: 'one is a file and the other needs it as a folder' });
    }
  }
  return collisions;
}

/** Case is folded as NTFS and APFS do it closely enough: both directions, so that `ß`, `ſ` and `K` are caught. */
const fold = (path: string): string => path.toUpperCase().toLowerCase();

/** Length of a text in UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const point = char.codePointAt(0)!;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
