import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';

/** What needs all rows, and what to do instead where there is something. */
const NEEDS_ALL: Readonly<Record<string, string>> = {
  sort: 'Sort where the rows are read, or in batch.',
  split: 'Split in a pipeline of mode batch.',
  train: 'Train in a pipeline of mode batch that reads what was kept of the stream.',
  evaluate: 'Evaluate in a pipeline of mode batch.',
  aggregate: 'Write window … over 5m by … instead: it gives a row for each stretch of time.',
};

/** A stream has no end, so nothing can wait for it. */
export const rule: Rule = {
  code: 'TN1630',
  name: 'streaming-step',
  summary: 'A streaming pipeline has a step that needs all rows.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const block = model.ownBlock(pipelineWord, pipeline);
      const mode = block?.get('mode');
      if (!block || mode?.value !== 'streaming') return;
      const written = writtenValue(block, 'mode');
      for (const step of pipeline.steps) {
        const help = NEEDS_ALL[step.verb];
        if (help === undefined) continue;
        report({
          message: `${step.name} can begin to ${step.verb} only when all rows are there, and ${pipeline.name} takes them as they come.`,
          origin: step.origin,
          help,
          data: {
            replacements: written
              ? [
                  {
                    title: `Change ${pipeline.name} to mode: batch`,
                    edits: [replaceNode(written.file, written.node, 'batch')],
                  },
                ]
              : [],
          },
          related: [{ origin: mode.origin, message: 'It is a streaming pipeline.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
