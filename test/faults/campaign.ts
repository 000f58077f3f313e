import { makeProject, type CorrectProject } from './correct-projects.ts';
import type { Operator } from './fault.ts';
import { findingsOf } from './plant.ts';
import { Survey } from './survey.ts';
import { cleanKeys, judge, planFault, type PlannedFault, type Verdict } from './verdict.ts';

/** A correct project with the faults that can be planted into it. */
export interface Campaign {
  readonly name: string;
  readonly planned: readonly PlannedFault[];
  /** Errors and warnings that are reported of the correct project. */
  readonly alarms: readonly string[];
  judge(fault: PlannedFault): Verdict;
}

/** Finds every place of a project at which an operator applies. Nothing is planted yet. */
export function planCampaign(correct: CorrectProject, operators: readonly Operator[]): Campaign {
  const { name } = correct;
  const project = makeProject(correct);
  const survey = new Survey(project, correct.facts);
  const clean = cleanKeys(survey);
  const alarms = findingsOf(project)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, file, range, message }) => `${name} ${file}:${range.start.line + 1} ${code} ${message}`);
  const planned = operators.flatMap((operator) =>
    [...operator.plant(survey)]
      .filter(
        ({ at, edits }) =>
          !correct.untouched.has(survey.fileOf(at)) && !edits.some((edit) => survey.isCovered(edit)),
      )
      .map((fault) => planFault(operator, fault, survey)),
  );
  return { name, planned, alarms, judge: (fault) => judge(fault, survey, name, clean) };
}

export interface Sample {
  /** Most places of an operator in one project. */
  readonly places?: number;
  /** Most places of an operator in all projects together. */
  readonly most?: number;
  readonly seed?: number;
}

/** A part of all faults, the same one for the same seed; all when nothing is limited. */
export function sampleFaults(
  campaigns: readonly Campaign[],
  { places = Infinity, most = Infinity, seed = 1 }: Sample,
): ReadonlyMap<Campaign, readonly PlannedFault[]> {
  const kept = new Set<PlannedFault>();
  const counts = new Map<string, number>();
  const ranked = campaigns
    .flatMap((campaign) => campaign.planned.map((fault, index) => ({ campaign, fault, index })))
    .map((each) => ({
      ...each,
      rank: hash(`${seed} ${each.campaign.name} ${each.fault.operator.name} ${each.index}`),
    }))
    .toSorted((a, b) => a.rank - b.rank);
  for (const { campaign, fault } of ranked) {
    const { name } = fault.operator;
    const here = `${name} in ${campaign.name}`;
    const [inAll, inProject] = [counts.get(name) ?? 0, counts.get(here) ?? 0];
    if (inAll >= most || inProject >= places) continue;
    counts.set(name, inAll + 1).set(here, inProject + 1);
    kept.add(fault);
  }
  return new Map(campaigns.map((each) => [each, each.planned.filter((fault) => kept.has(fault))]));
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0)!, 0x01000193);
  return value >>> 0;
}
