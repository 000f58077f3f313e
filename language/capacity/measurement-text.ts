import type { Model } from '../model/learning.ts';
import type { MeasuredFact, Measurement } from '../project/facts.ts';

/** Which measurement a value is from: `tenon bench of 2026-11-21, Xeon 2.5 GHz, cpu, model 1a2b3c4d`. */
export function measurementText({ tool, importedFrom, measuredAt, machine, sha256 }: Measurement): string {
  const { name, provider } = machine;
  return [
    `${tool} of ${measuredAt.slice(0, 10)}${importedFrom === undefined ? '' : ` (${importedFrom})`}`,
    name,
    ...(provider === 'unknown' ? [] : [provider]),
    `model ${shortHash(sha256)}`,
  ]
    .join(', ')
    .replaceAll(/\s+/gu, ' ');
}

/** What is said when measurements of a model are of other bytes; undefined when there are none. */
export function staleText(
  fact: MeasuredFact | undefined,
  { qualifiedName, artifact }: Pick<Model, 'qualifiedName' | 'artifact'>,
): string | undefined {
  // Two folders may have files of the same name.
  const last = fact?.stale.findLast(
    ({ subject }) => subject === qualifiedName || subject === artifact?.path.value,
  );
  return (
    last &&
    `The measurement of ${last.measuredAt.slice(0, 10)} is of other bytes (model ${shortHash(last.sha256)}) and is not used`
  );
}

/** Enough of a hash to tell two files of a project apart. */
const shortHash = (sha256: string): string => sha256.slice(0, 8);
