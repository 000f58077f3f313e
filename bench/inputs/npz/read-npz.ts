import { basename } from 'node:path';
import { unzipSync } from 'fflate';
import { openFile } from '../../../files/index.ts';
import type { OpenProblem } from '../../../files/disk/open-file.ts';
import type { BenchmarkProblem } from '../../run/benchmark-problem.ts';
import { readNpy, type NpyArray } from './npy.ts';

/** Bytes of the file, and of its arrays together when they are unpacked. */
const MOST_BYTES = 2 ** 30;

/** Reads the arrays of an `.npz` file by name; an `.npy` file is one array without a name. */
export async function readNpz(
  path: string,
): Promise<{ readonly arrays: ReadonlyMap<string, NpyArray> } | { readonly problem: BenchmarkProblem }> {
  const name = basename(path);
  const opened = await openFile(path);
  if ('problem' in opened) return { problem: notOpened(name, opened.problem) };
  try {
    const { size } = opened.source;
    if (size === 0) return { problem: bad(`The input file ${name} is empty.`, hint) };
    if (size > MOST_BYTES)
      return { problem: bad(`The input file ${name} has more than 1 GiB.`, 'Save fewer rows.') };
    const bytes = await opened.source.read(0, size);
    if (isPointer(bytes))
      return {
        problem: bad(`The input file ${name} is a Git LFS pointer.`, 'Run `git lfs pull` in its repository.'),
      };
    if (bytes[0] === 0x93) {
      const array = readNpy(bytes);
      return 'problem' in array
        ? { problem: badArray(name, array.problem) }
        : { arrays: new Map([['', array]]) };
    }
    return readArchive(name, bytes);
  } finally {
    opened.close();
  }
}

function readArchive(
  file: string,
  bytes: Uint8Array,
): { readonly arrays: ReadonlyMap<string, NpyArray> } | { readonly problem: BenchmarkProblem } {
  let entries: Readonly<Record<string, Uint8Array>>;
  let large: string | undefined;
  let unpacked = 0;
  try {
    entries = unzipSync(bytes, {
      // The size is looked at before anything is unpacked: a small archive may hold terabytes.
      filter: ({ name, originalSize }) => {
        if (!name.endsWith('.npy')) return false;
        unpacked += originalSize;
        if (unpacked > MOST_BYTES) large = name;
        return large === undefined;
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: bad(`The input file ${file} is no sound .npz archive: ${why}.`, hint) };
  }
  if (large !== undefined) return { problem: badArray(`${large} in ${file}`, 'has more than 1 GiB') };
  const arrays = new Map<string, NpyArray>();
  for (const [entry, content] of Object.entries(entries)) {
    const array = readNpy(content);
    const name = entry.slice(0, -'.npy'.length);
    if ('problem' in array) return { problem: badArray(`"${name}" in ${file}`, array.problem) };
    arrays.set(name, array);
  }
  if (arrays.size === 0) return { problem: bad(`The input file ${file} holds no arrays.`, hint) };
  return { arrays };
}

function notOpened(file: string, { code, message, hint: help }: OpenProblem): BenchmarkProblem {
  if (code === 'missing') return bad(`There is no input file ${file}.`, help);
  if (code === 'not-a-file') return bad(`The input ${file} is a folder or a device, not a file.`, help);
  return bad(`The input file ${file} is no use: ${message}`, help);
}

const isPointer = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, 64)).startsWith('version https://git-lfs');

const hint = 'Write it with numpy.savez(path, input_name=array, …).';

const bad = (message: string, help: string): BenchmarkProblem => ({
  code: 'input/file',
  message,
  hint: help,
});

const badArray = (array: string, problem: string): BenchmarkProblem =>
  bad(`The array ${array} ${problem}.`, hint);
