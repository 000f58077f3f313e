import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { nodesOf } from '../../expression-nodes.ts';
import { hasUnknown } from '../../named-steps.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { addClause } from '../../written.ts';
import { writtenSteps } from '../written-steps.ts';

/** Verbs that people are asked about. */
const ASKED: ReadonlySet<string> = new Set(['promote', 'deploy', 'publish', 'register']);

/** People are asked because something waits for their answer. */
export const rule: Rule = {
  code: 'TN1637',
  name: 'unheeded-approval',
  summary: 'People are asked to approve something, and nothing waits for their answer.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const symbol = model.block(pipelineWord, pipeline)?.symbol;
      // What is misspelt may have been meant.
      if (symbol && hasUnknown(symbol, model)) return;
      const heeded = new Set(
        pipeline.steps.flatMap((step) => [
          ...step.inputs.map((input) => input.step.qualifiedName),
          ...(step.when ? [...nodesOf(step.when.root)] : []).flatMap((node) =>
            node.node === 'measure' && node.of ? [node.of.qualifiedName] : [],
          ),
        ]),
      );
      for (const [index, step] of pipeline.steps.entries()) {
        if (step.verb !== 'approve' || heeded.has(step.qualifiedName)) continue;
        const next = pipeline.steps.slice(index + 1).find((each) => ASKED.has(each.verb) && !each.when);
        const written = writtenSteps(pipeline, model).find((each) => each.step === next);
        report({
          message: `${step.name} asks for approval, and nothing waits for the answer.`,
          origin: step.origin,
          help: `Write when ${step.name}.granted at the step that needs it${next ? `, such as ${next.name}` : ''}.`,
          data: {
            replacements: written
              ? [
                  {
                    title: `Let ${next!.name} wait for ${step.name}`,
                    edits: [addClause(written.file, written.action, `when ${step.name}.granted`)],
                    preferred: true,
                  },
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
