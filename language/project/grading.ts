import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { RULES } from '../rules/registry.ts';
import { RULE_SETS, type RuleSet } from '../rules/rule.ts';
import { matchesGlob } from './glob.ts';
import type { ProjectSettings } from './settings.ts';

const SET_OF: ReadonlyMap<string, RuleSet> = new Map(
  RULES.map(({ code, set }) => [code, set ?? 'recommended']),
);

/** What a finding counts as in a project: the nearest setting wins, and a rule outside the rule set says nothing. */
export function severityOf(
  { code, file, severity }: Diagnostic,
  settings: ProjectSettings,
): Severity | 'off' {
  const overrides = settings.overrides.filter(({ files }) => files.some((glob) => matchesGlob(glob, file)));
  const said =
    overrides.findLast(({ rules }) => rules[code] !== undefined)?.rules[code] ?? settings.rules[code];
  if (said !== undefined) return said;
  const set = SET_OF.get(code) ?? 'recommended';
  return RULE_SETS.indexOf(set) <= RULE_SETS.indexOf(settings.ruleSet) ? severity : 'off';
}

export function grade(found: readonly Diagnostic[], settings: ProjectSettings): Diagnostic[] {
  return found.flatMap((diagnostic) => {
    const severity = severityOf(diagnostic, settings);
    if (severity === 'off') return [];
    return severity === diagnostic.severity ? [diagnostic] : [{ ...diagnostic, severity }];
  });
}
