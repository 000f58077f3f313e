import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb } from '../step-results.ts';

/** Verbs that go on with rows; a raw copy may be written, and figures may be taken of anything. */
const GOING_ON: ReadonlySet<string> = new Set([
  'join',
  'enrich',
  'split',
  'train',
  'predict',
  'map',
  'aggregate',
  'window',
]);

/** What was validated is what is used. */
export const rule: Rule = {
  code: 'TN1627',
  name: 'unvalidated-rows',
  summary: 'A step takes rows as they were before their validation.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      for (const check of pipeline.steps) {
        if (!isVerb(check, 'validate') || !check.expectations.some(({ severity }) => severity === 'error'))
          continue;
        const [raw] = check.inputs;
        if (!raw) continue;
        for (const step of pipeline.steps) {
          if (!GOING_ON.has(step.verb)) continue;
          for (const input of step.inputs) {
            if (input.step.qualifiedName !== raw.step.qualifiedName || input.part !== raw.part) continue;
            const name = raw.step.qualifiedName.slice(raw.step.qualifiedName.lastIndexOf('.') + 1);
            report({
              message: `${step.name} takes ${name} as they were before ${check.name} validates them.`,
              origin: input.origin,
              help: `Take ${check.name}: it gives the rows that are good.`,
              data: { replacements: [replace(`Change to ${check.name}`, input.origin, check.name, true)] },
              related: [{ origin: check.origin, message: 'They are validated here.' }],
            });
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
