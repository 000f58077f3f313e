import { statSync } from 'node:fs';
import { readGraphFile } from '../../files/index.ts';
import type { FileProblem } from '../../files/onnx/index.ts';
import { inspectGraph, type Inspection, type InspectionRequest } from './inspection.ts';

/** Reads a model file and says what follows from it; throws only when the signal is aborted. */
export async function inspectFile(
  path: string,
  request: Omit<InspectionRequest, 'bytes'>,
  signal: AbortSignal,
): Promise<{ readonly inspection: Inspection } | { readonly problem: FileProblem }> {
  const read = await readGraphFile(path, { signal });
  if ('problem' in read) return read;
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return { inspection: inspectGraph(read.graph, { ...request, bytes }) };
}
