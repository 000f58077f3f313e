import { onElement, type Rule } from '../../rule.ts';

/** Orchestrators write names in small letters. */
export const rule: Rule = {
  code: 'TN1639',
  name: 'step-names',
  summary: 'Two steps whose names differ in capitals or underscores only.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      const known = new Map<string, (typeof pipeline.steps)[number]>();
      for (const step of pipeline.steps) {
        const key = step.name.toLowerCase().replaceAll(/[_-]+/gu, '-').replaceAll(/^-|-$/gu, '');
        const other = known.get(key);
        if (!other) known.set(key, step);
        else
          report({
            message: `${step.name} and ${other.name} have the same name where names are written in small letters and with dashes.`,
            origin: step.origin,
            help: 'Kubeflow and Kubernetes do so. Give one of them another name.',
            related: [{ origin: other.origin, message: `${other.name} is declared here.` }],
          });
      }
    }),
  ],
};
