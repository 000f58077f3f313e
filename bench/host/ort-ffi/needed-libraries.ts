import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Numbers of the ELF format (System V ABI), 64 bits. */
const magic = 0x7f454c46;
const dynamicSegment = 2;
const loadSegment = 1;
const tagNeeded = 1n;
const tagStringTable = 5n;

/**
 * Names of the shared libraries that a library of Linux needs and that are neither beside it nor where the system looks:
 * all of them, where the loader names the first only. Empty for files of other systems.
 *
 * @param canLoad whether the system finds a library by this name
 */
export function missingLibraries(file: string, canLoad: (name: string) => boolean): readonly string[] {
  return neededLibraries(readFileSync(file)).filter(
    (name) => !existsSync(join(dirname(file), name)) && !canLoad(name),
  );
}

/** The names under DT_NEEDED. Empty for what is no 64-bit little-endian ELF file. */
export function neededLibraries(file: Buffer): readonly string[] {
  if (file.length < 64 || file.readUInt32BE(0) !== magic || file[4] !== 2 || file[5] !== 1) return [];
  const segments = readSegments(file);
  const dynamic = segments.find(({ type }) => type === dynamicSegment);
  if (dynamic === undefined) return [];
  const names: number[] = [];
  let strings = 0;
  const end = Math.min(dynamic.offset + dynamic.size, file.length - 16);
  for (let at = dynamic.offset; at <= end; at += 16) {
    const tag = file.readBigUInt64LE(at);
    const value = Number(file.readBigUInt64LE(at + 8));
    if (tag === tagNeeded) names.push(value);
    if (tag === tagStringTable) strings = value;
  }
  const home = segments.find(
    ({ type, address, size }) => type === loadSegment && strings >= address && strings < address + size,
  );
  if (home === undefined) return [];
  const table = home.offset + strings - home.address;
  return names.map((name) => file.toString('latin1', table + name, file.indexOf(0, table + name)));
}

interface Segment {
  readonly type: number;
  /** Where it lies in the file. */
  readonly offset: number;
  /** Where it lies in memory. */
  readonly address: number;
  readonly size: number;
}

function readSegments(file: Buffer): readonly Segment[] {
  const table = Number(file.readBigUInt64LE(32));
  const entryBytes = file.readUInt16LE(54);
  const count = file.readUInt16LE(56);
  const segments: Segment[] = [];
  for (let at = table; at < table + count * entryBytes && at + 56 <= file.length; at += entryBytes) {
    segments.push({
      type: file.readUInt32LE(at),
      offset: Number(file.readBigUInt64LE(at + 8)),
      address: Number(file.readBigUInt64LE(at + 16)),
      size: Number(file.readBigUInt64LE(at + 32)),
    });
  }
  return segments;
}
