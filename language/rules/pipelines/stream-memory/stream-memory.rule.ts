import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { addClause, clauseOf } from '../../written.ts';
import { writtenSteps } from '../written-steps.ts';

/** A stream goes on for ever, and memory does not. */
export const rule: Rule = {
  code: 'TN1631',
  name: 'stream-memory',
  summary: 'A streaming pipeline remembers rows for ever to find copies of them.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      if (model.ownBlock(pipelineWord, pipeline)?.get('mode')?.value !== 'streaming') return;
      for (const { step, action, file } of writtenSteps(pipeline, model)) {
        if (step.verb !== 'deduplicate' || clauseOf(action, 'within')) continue;
        report({
          message: `${step.name} has to remember every row of the stream to find a copy of it.`,
          origin: step.origin,
          help: 'Say how far apart copies may lie, such as within 1h; older rows are forgotten.',
          data: {
            replacements: [{ title: 'Add within 1h', edits: [addClause(file, action, 'within 1h')] }],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
