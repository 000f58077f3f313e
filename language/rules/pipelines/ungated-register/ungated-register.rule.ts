import type { Pipeline, Step } from '../../../model/pipeline.ts';
import { nodesOf } from '../../expression-nodes.ts';
import type { ModelView } from '../../model-view.ts';
import { takesUnknown } from '../../named-steps.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { addClause } from '../../written.ts';
import { isVerb, stepOf } from '../step-results.ts';
import { writtenStep } from '../written-steps.ts';

/** Verbs after which others use the model. */
const RELEASING: ReadonlySet<string> = new Set(['register', 'deploy', 'promote', 'publish']);

/** A gate that nobody waits for keeps nothing out. */
export const rule: Rule = {
  code: 'TN1620',
  name: 'ungated-register',
  summary: 'A model is registered or deployed whether it passed its evaluation or not.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const told = new Set<Step>();
      for (const step of pipeline.steps) {
        if (!RELEASING.has(step.verb)) continue;
        const before = madeOf(pipeline, step);
        // What is behind a step that was told of is settled there.
        if (before.some((each) => told.has(each))) continue;
        // A gate that is misspelt is told there.
        if ([step, ...before].some((each) => namesUnknown(pipeline, model, each))) continue;
        const gates = pipeline.steps.filter((each) => {
          if (!isVerb(each, 'evaluate') || each.requirements.length === 0) return false;
          const made = before.findIndex(
            ({ qualifiedName }) => qualifiedName === each.inputs[0]?.step.qualifiedName,
          );
          // A condition on what is evaluated was met before there was anything to evaluate.
          return made >= 0 && ![step, ...before.slice(0, made)].some(asksStep);
        });
        const [gate] = gates;
        if (!gate) continue;
        told.add(step);
        const condition = gates.map(({ name }) => `${name}.passed`).join(' and ');
        const written = writtenStep(pipeline, model, step);
        report({
          message: `${step.name} does not wait for ${gates.map(({ name }) => name).join(' and ')}, which says what the model must reach.`,
          origin: step.origin,
          help: `Both go on as soon as the model is trained. Write when ${condition}.`,
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

function namesUnknown(pipeline: Pipeline, model: ModelView, step: Step): boolean {
  const symbol = writtenStep(pipeline, model, step)?.symbol;
  return symbol !== undefined && takesUnknown(symbol, model);
}

/** Whether a step waits for what another one says; a branch by date or parameter is no gate. */
const asksStep = ({ when }: Step): boolean =>
  when !== undefined &&
  [...nodesOf(when.root)].some((node) => node.node === 'measure' && node.of !== undefined);

/** The steps that the model of a step went through, back to its training. */
function madeOf(pipeline: Pipeline, step: Step): readonly Step[] {
  const found: Step[] = [];
  for (let each = stepOf(pipeline, step.inputs[0]); each; each = stepOf(pipeline, each.inputs[0])) {
    if (found.includes(each)) break;
    found.push(each);
    if (each.verb === 'train' || each.verb === 'build') break;
  }
  return found;
}
