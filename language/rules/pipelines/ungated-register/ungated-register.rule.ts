import { addClause } from '../../written.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb } from '../step-results.ts';
import { writtenStep } from '../written-steps.ts';

/** A gate that nobody waits for keeps nothing out. */
export const rule: Rule = {
  code: 'TN1620',
  name: 'ungated-register',
  summary: 'A model is registered whether it passed its evaluation or not.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'register') || step.when) continue;
        const trained = step.inputs[0]?.step.qualifiedName;
        const gates = pipeline.steps.filter(
          (each) =>
            isVerb(each, 'evaluate') &&
            each.requirements.length > 0 &&
            each.inputs[0]?.step.qualifiedName === trained,
        );
        const [gate] = gates;
        if (!gate) continue;
        const condition = gates.map(({ name }) => `${name}.passed`).join(' and ');
        const written = writtenStep(pipeline, model, step);
        report({
          message: `${step.name} does not wait for ${gates.map(({ name }) => name).join(' and ')}, which says what the model must reach.`,
          origin: step.origin,
          help: `Both take the trained model, so they run at the same time. Write when ${condition}.`,
          data: {
            replacements: written
              ? [
                  {
                    title: `Add when ${condition}`,
                    edits: [addClause(written.file, written.action, `when ${condition}`)],
                    preferred: true,
                  },
                ]
              : [],
          },
          related: [{ origin: gate.origin, message: 'The requirements stand here.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
