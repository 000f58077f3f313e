import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from '../../files/disk/reason.ts';
import { evidencePath } from '../../files/measurements/places.ts';
import { printEvidenceLine, type Recorded } from '../../files/measurements/recorded.ts';

export { evidencePath } from '../../files/measurements/places.ts';

export interface EvidenceProblem {
  readonly code: 'history/unwritable';
  readonly message: string;
  readonly hint: string;
}

/**
 * Adds imported figures to those of the project, each only once. What is there stays as it is, also lines that this
 * version does not understand. Tells how many were new.
 */
export function appendEvidence(
  project: string,
  entries: readonly Recorded[],
): { readonly added: number } | { readonly problem: EvidenceProblem } {
  const path = evidencePath(project);
  try {
    const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const known = new Set(before.split(/\r?\n/u));
    const lines = [...new Set(entries.map(printEvidenceLine))].filter((line) => !known.has(line));
    if (lines.length === 0) return { added: 0 };
    mkdirSync(dirname(path), { recursive: true });
    try {
      const isTorn = before !== '' && !before.endsWith('\n');
      appendFileSync(path, `${isTorn ? '\n' : ''}${lines.join('\n')}\n`);
    } catch (error) {
      // A disk that is full in the middle of a line must not leave half of it.
      if (existsSync(path)) writeFileSync(path, before);
      throw error;
    }
    return { added: lines.length };
  } catch (error) {
    return {
      problem: {
        code: 'history/unwritable',
        message: `The figures could not be added to ${path}: ${reasonOf(error)}.`,
        hint: 'Free some space or make the folder writable.',
      },
    };
  }
}
