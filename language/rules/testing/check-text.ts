import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { NO_FACTS, type ProjectFacts } from '../../project/facts.ts';
import { projectOf } from '../../testing/findings.ts';
import type { ProposedFix } from '../fix.ts';
import type { Rule } from '../rule.ts';
import { applyEdits, offset } from '../apply-edits.ts';

const FILE = 'main.tenon';

/** What one rule says about a model of one file. */
export function checkText(rule: Rule, text: string, facts: ProjectFacts = NO_FACTS): Diagnostic[] {
  return projectOf({ [FILE]: text }, facts, rule.set ? [rule.code] : [])
    .check()
    .filter(({ code }) => code === rule.code);
}

/** The text that a diagnostic marks. */
export function marked(text: string, { range }: Diagnostic): string {
  return text.slice(offset(text, range.start), offset(text, range.end));
}

/** The text after the fix with this title, or after the preferred or first one. */
export function fixed(rule: Rule, text: string, diagnostic: Diagnostic, title?: string): string {
  const proposals = (rule.fixes ?? []).flatMap((fix) => fix.propose(diagnostic));
  const chosen: ProposedFix | undefined =
    title === undefined
      ? (proposals.find((proposal) => proposal.preferred) ?? proposals[0])
      : proposals.find((proposal) => proposal.title === title);
  if (!chosen)
    throw new Error(`There is no such fix; there are: ${proposals.map((each) => each.title).join(', ')}.`);
  return applyEdits({ [FILE]: text }, chosen.edits)[FILE]!;
}
