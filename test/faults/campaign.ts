import type { CorrectProject } from './correct-projects.ts';
import { makeProject } from './correct-projects.ts';
import type { Operator } from './fault.ts';
import { findingsOf } from './plant.ts';
import { Survey } from './survey.ts';
import { cleanKeys, judge, planFault, type Verdict } from './verdict.ts';

export interface CampaignOptions {
  readonly operators: readonly Operator[];
  /** Most places of each operator in each project; all when absent. */
  readonly places?: number;
  readonly seed?: number;
}

export interface Campaign {
  readonly verdicts: readonly Verdict[];
  /** Errors and warnings that are reported of a correct project. */
  readonly alarms: readonly string[];
}

/** Plants faults into one project, one at a time. */
export function runCampaign(correct: CorrectProject, { operators, places, seed = 1 }: CampaignOptions): Campaign {
  const project = makeProject(correct);
  const survey = new Survey(project, correct.facts);
  const clean = cleanKeys(survey);
  const alarms = findingsOf(project)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, file, range, message }) => `${correct.name} ${file}:${range.start.line + 1} ${code} ${message}`);
  const planned = operators.flatMap((operator) => {
    const faults = [...operator.plant(survey)]
      .filter(
        ({ at, edits }) =>
          !correct.untouched.has(survey.fileOf(at)) && !edits.some((edit) => survey.isCovered(edit)),
      )
      .map((fault) => planFault(operator, fault, survey));
    return places === undefined ? faults : choose(faults, places, `${seed} ${operator.name} ${correct.name}`);
  });
  return { verdicts: planned.map((each) => judge(each, survey, correct.name, clean)), alarms };
}

/** Some of the items, the same ones for the same key. */
function choose<T>(faults: readonly T[], count: number, key: string): T[] {
  const ranked = faults.map((each, index) => ({ each, index, rank: hash(`${key} ${index}`) }));
  const chosen = ranked.toSorted((a, b) => a.rank - b.rank).slice(0, count);
  return chosen.toSorted((a, b) => a.index - b.index).map(({ each }) => each);
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0)!, 0x01000193);
  return value >>> 0;
}
