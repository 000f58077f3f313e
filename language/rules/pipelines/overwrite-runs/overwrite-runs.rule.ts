import { sink as sinkWord } from '../../../vocabulary/areas/data.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';
import { isVerb } from '../step-results.ts';

/** Two runs that replace the same rows don't know of each other. */
export const rule: Rule = {
  code: 'TN1626',
  name: 'overwrite-runs',
  summary: 'Runs that may go on at the same time replace the rows of one sink.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const { concurrency, name } = pipeline;
      if (!concurrency || concurrency.value <= 1) return;
      const step = pipeline.steps.find(
        (each) =>
          isVerb(each, 'write') && model.block(sinkWord, each.sink)?.get('mode')?.value === 'overwrite',
      );
      if (!isVerb(step, 'write')) return;
      const block = model.ownBlock(pipelineWord, pipeline);
      const written = block && writtenValue(block, 'concurrency');
      report({
        message: `Up to ${concurrency.value} runs of ${name} go on at the same time, and each replaces the rows of ${step.sink.qualifiedName.split('.').at(-1)!}.`,
        origin: concurrency.origin,
        help: 'A slow run replaces what a later one wrote. Let one run go on at a time, or let the sink replace rows by their key.',
        data: {
          replacements: written
            ? [
                {
                  title: 'Change to concurrency: 1',
                  edits: [replaceNode(written.file, written.node, '1')],
                  preferred: true,
                },
              ]
            : [],
        },
        related: [{ origin: step.sink.origin, message: 'They are replaced here.' }],
      });
    }),
  ],
  fixes: [replaceFix],
};
