import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';

/** A wrong output and who refused it: what `docs/targets.md` shows of a target. */
export interface Refusal {
  readonly mutant: string;
  readonly by: string;
}

/** `targets/<target>/acceptance.json`: what the real tool was seen to refuse, and when. */
export interface AcceptanceRecord {
  readonly tool: string;
  readonly date: string;
  readonly refused: readonly Refusal[];
}

const targets = fileURLToPath(new URL('../../targets/', import.meta.url));

/**
 * Collects the refusals that a suite sees and holds them against the record of the target. `RECORD=1`
 * writes the record anew, with the day on which it was seen. A run of single tests compares nothing.
 */
export function acceptanceRecord(target: string, tool: string, mutants: number): (refusal: Refusal) => void {
  const seen: Refusal[] = [];
  afterAll(() => {
    if (seen.length < mutants) return;
    const path = join(targets, target, 'acceptance.json');
    const refused = seen.sort((a, b) => (a.mutant < b.mutant ? -1 : 1));
    if (process.env['RECORD']) {
      const date = new Date().toISOString().slice(0, 10);
      writeFileSync(path, `${JSON.stringify({ tool, date, refused }, null, 2)}\n`);
    }
    expect(existsSync(path), `${path} is missing: run with RECORD=1`).toBe(true);
    const recorded = JSON.parse(readFileSync(path, 'utf8')) as AcceptanceRecord;
    expect({ tool, refused }).toEqual({ tool: recorded.tool, refused: recorded.refused });
  });
  return (refusal) => void seen.push(refusal);
}
