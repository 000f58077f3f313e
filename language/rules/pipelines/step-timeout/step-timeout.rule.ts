import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';
import { entriesIn, writtenStep } from '../written-steps.ts';

/** A step can't take longer than all steps together. */
export const rule: Rule = {
  code: 'TN1617',
  name: 'step-timeout',
  summary: 'A step may take longer than the pipeline around it.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const { timeout } = pipeline;
      if (!timeout) return;
      const block = model.ownBlock(pipelineWord, pipeline);
      const whole = block && writtenValue(block, 'timeout');
      for (const step of pipeline.steps) {
        if (!step.timeout || step.timeout.value.value <= timeout.value.value) continue;
        const longer = step.timeout.value.text;
        const written = writtenStep(pipeline, model, step);
        const own = entriesIn(written?.action.body).find((entry) => entry.name === 'timeout')?.value;
        report({
          message: `${step.name} may take ${longer}, and ${pipeline.name} ends after ${timeout.value.text}.`,
          origin: step.timeout.origin,
          help: 'The pipeline is stopped while the step is still in time. Give it at least as long as its steps.',
          data: {
            replacements: [
              ...(whole
                ? [
                    {
                      title: `Change the timeout of ${pipeline.name} to ${longer}`,
                      edits: [replaceNode(whole.file, whole.node, longer)],
                    },
                  ]
                : []),
              ...(written && own
                ? [
                    {
                      title: `Change the timeout of ${step.name} to ${timeout.value.text}`,
                      edits: [replaceNode(written.file, own, timeout.value.text)],
                    },
                  ]
                : []),
            ],
          },
          related: [{ origin: timeout.origin, message: `${pipeline.name} ends after this time.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
