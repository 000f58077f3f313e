import { deployment } from '../../../vocabulary/areas/release.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Without an environment the values are those of nowhere. */
export const rule: Rule = {
  code: 'TN1919',
  name: 'deployment-environment',
  summary: 'A deployment applies no environment, although a parameter has no value without one.',
  severity: 'warning',
  reach: 'project',
  checks: [
    onElement('deployment', (element, model, report) => {
      if (element.environment) return;
      // The value that the applied environment gives is not that of the deployment.
      const open = model
        .all('param')
        .filter(({ value }) => lowest(value)?.origin.layer !== 'declaration')
        .map(({ name }) => name);
      const environments = [...new Set(model.all('environment').map(({ name }) => name))];
      if (open.length === 0 || environments.length === 0) return;
      const block = model.block(deployment, element)!;
      report({
        message: `${element.name} applies no environment, and ${open[0]!} has a value in environments only.`,
        origin: element.origin,
        help: `Say which: environment: ${environments[0]!}.`,
        data: {
          replacements: environments.slice(0, 5).map((name) => ({
            title: `Add environment: ${name}`,
            edits: [addStatement(placeOf(block.layers), `environment: ${name}`)],
          })),
        },
      });
    }),
  ],
  fixes: [replaceFix],
};

function lowest<T extends { readonly under?: T }>(value: T | undefined): T | undefined {
  let last = value;
  while (last?.under) last = last.under;
  return last;
}
