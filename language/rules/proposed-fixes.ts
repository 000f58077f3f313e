import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ProposedFix } from './fix.ts';
import { RULES } from './registry.ts';
import { replaceFix } from './replacement.ts';

const FIXES = new Map(RULES.map(({ code, fixes }) => [code, fixes]));

/** What could be done about a finding, from the finding's own data. */
export const proposedFixes = (diagnostic: Diagnostic): ProposedFix[] =>
  (FIXES.get(diagnostic.code) ?? [replaceFix]).flatMap((fix) => fix.propose(diagnostic));
