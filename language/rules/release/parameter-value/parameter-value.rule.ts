import type { Parameter, ParameterValue } from '../../../model/release.ts';
import type { Rule } from '../../rule.ts';

/** A parameter has a value in every environment that is checked, and the value is one that is allowed. */
export const rule: Rule = {
  code: 'TN1901',
  name: 'parameter-value',
  summary: 'A parameter has a value here, within its bounds.',
  severity: 'error',
  checkSystem({ system }, report) {
    for (const parameter of system.elements) {
      if (parameter.kind !== 'param') continue;
      if (!parameter.value) {
        // Without an environment a parameter may still be open: an environment will give the value.
        if (system.environment === undefined) continue;
        report({
          message: `${parameter.name} has no value in ${system.environment.split('.').at(-1)!}.`,
          origin: parameter.origin,
          help: `Write param ${parameter.name} = … in the environment, or give it a default.`,
        });
        continue;
      }
      const problem = outside(parameter, parameter.value.value);
      if (problem)
        report({
          message: problem,
          origin: parameter.value.origin,
          help: 'Change the value, or the bounds.',
        });
    }
  },
};

function outside({ name, allowed }: Parameter, value: ParameterValue): string | undefined {
  if (!allowed) return undefined;
  if ('from' in allowed) {
    if (typeof value !== 'number' || (value >= allowed.from && value <= allowed.to)) return undefined;
    return `${value} is outside ${allowed.from}..${allowed.to}, the bounds of ${name}.`;
  }
  const known = allowed.map((each) => JSON.stringify(each));
  return known.includes(JSON.stringify(value))
    ? undefined
    : `${JSON.stringify(value)} is not one of ${known.join(', ')}, which ${name} may be.`;
}
