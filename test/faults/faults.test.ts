import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { planCampaign, sampleFaults, type Campaign } from './campaign.ts';
import { correctProjects } from './correct-projects.ts';
import { OPERATORS } from './operators/index.ts';
import { placeOf, reasonOf, shareRight, type Reason } from './report.ts';
import type { Verdict } from './verdict.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** Most places of each operator; the long run sets TENON_FAULTS to a larger number. */
const PLACES = Number(process.env['TENON_FAULTS'] ?? 6);
/** What has been reached for the sample of `npm test`. It is made stricter when the checks get better, never looser. */
interface Floor {
  /** Share of the faults that are caught in the right place, from 0 to 1. */
  readonly share: number;
  /** Faults that are told together with a cascade. */
  readonly cascades: number;
}
const FLOOR = read('floor.json') as Floor;
/** A fault that is reported at more places than this beside the real one hides it. */
const MOST_CASCADE = 2;

let campaigns: readonly Campaign[] = [];
let verdicts: readonly Verdict[] = [];
beforeAll(async () => {
  campaigns = (await correctProjects()).map((project) => planCampaign(project, OPERATORS));
  const sample = sampleFaults(campaigns, { most: PLACES });
  verdicts = [...sample].flatMap(([campaign, faults]) => faults.map((fault) => campaign.judge(fault)));
});

describe('fault injection', () => {
  it('has operators with names of their own, each of which finds a place', () => {
    const names = OPERATORS.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(40);
    expect(new Set(names).size).toBe(names.length);
    const used = new Set(verdicts.map(({ operator }) => operator));
    expect(names.filter((name) => !used.has(name))).toEqual([]);
  });

  it('sees no alarm on correct projects', () => {
    expect(campaigns.flatMap(({ alarms }) => alarms)).toEqual([]);
  });

  it('finds faults where they are planted or where they break a joint', () => {
    const open = verdicts.filter(({ outcome }) => outcome !== 'right');
    expect(shareRight(verdicts), open.map(placeOf).join('\n')).toBeGreaterThanOrEqual(FLOOR.share);
  });

  it('tells a fault without a cascade', () => {
    const hidden = verdicts.filter(({ cascade }) => cascade > MOST_CASCADE);
    const told = hidden
      .map((each) => [each.operator, placeOf(each), ...each.findings].join('\n  '))
      .join('\n');
    expect(hidden.length, told).toBeLessThanOrEqual(FLOOR.cascades);
  });

  it('has no reason for a fault that is caught', () => {
    const reasons = read('reasons.json') as readonly Reason[];
    const caught = verdicts.filter(
      (each) => each.outcome === 'right' && reasonOf(each, reasons) !== undefined,
    );
    expect(caught.map(placeOf)).toEqual([]);
  });
});
