import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openFile } from '../disk/open-file.ts';
import { checkExternalData } from './external-data.ts';
import type { FileProblem } from './file-problem.ts';
import type { Graph } from './graph.ts';
import { readGraph } from './read-graph.ts';
import { readSignature } from './read-signature.ts';
import type { Signature } from './signature.ts';

/**
 * Reads a model file's signature and checks that its external weights are there. Throws only when `signal`
 * is aborted.
 */
export async function readSignatureFile(
  path: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<{ signature: Signature } | { problem: FileProblem }> {
  const file = await openFile(path);
  if ('problem' in file) return file;
  try {
    const read = await readSignature(file.source, options);
    if ('problem' in read) return read;
    const [problem] = await checkExternalData(read.signature, sizeBeside(path));
    return problem === undefined ? read : { problem };
  } finally {
    file.close();
  }
}

/** Reads a model file's graph; what is wrong with it is told as by `readSignatureFile`. */
export async function readGraphFile(
  path: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<{ graph: Graph } | { problem: FileProblem }> {
  const file = await openFile(path);
  if ('problem' in file) return file;
  try {
    const read = await readGraph(file.source, options);
    if ('problem' in read) return read;
    const [problem] = await checkExternalData(read.graph.signature, sizeBeside(path));
    return problem === undefined ? read : { problem };
  } finally {
    file.close();
  }
}

/** Sizes of files named relative to the folder of `modelPath`, for `checkExternalData`. */
function sizeBeside(modelPath: string): (relativePath: string) => Promise<number | undefined> {
  return async (relativePath) => {
    const facts = await stat(join(dirname(modelPath), relativePath)).catch(() => undefined);
    return facts?.isFile() === true ? facts.size : undefined;
  };
}
