import type { Pipeline, Step } from '../../../model/pipeline.ts';
import type { RecoveryAction } from '../../../model/recovery.ts';
import { sink as sinkWord } from '../../../vocabulary/areas/data.ts';
import { addStatement, placeOf, replaceNode } from '../../edits.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';
import { isVerb } from '../step-results.ts';

/** A write that is tried again must not write twice. */
export const rule: Rule = {
  code: 'TN1619',
  name: 'append-retry',
  summary: 'A step that adds rows to a sink is tried again when it fails.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        const retry = isVerb(step, 'write') ? retryOf(pipeline, step) : undefined;
        if (!isVerb(step, 'write') || !retry) continue;
        const block = model.block(sinkWord, step.sink);
        // Messages of a stream are added by nature; who reads them knows them again.
        if (!block || block.get('topic') || block.get('mode')?.value !== 'append') continue;
        report({
          message: `${step.name} adds rows to ${block.symbol.name}, and is tried up to ${retry.times.value} times again when it fails.`,
          origin: step.sink.origin,
          help: 'Rows that were written before the failure are written twice. Let the sink replace them: mode: overwrite, or mode: upsert with a key.',
          data: { replacements: changeMode(block) },
          related: [
            { origin: retry.origin, message: 'It is tried again because of this.' },
            { origin: block.origin(), message: `${block.symbol.name} is declared here.` },
          ],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** The retry that holds for a step: its own reaction to failure wins over the pipeline's. */
function retryOf(pipeline: Pipeline, step: Step): Extract<RecoveryAction, { action: 'retry' }> | undefined {
  const handled = [...step.recoveries, ...pipeline.recoveries].find(({ event }) => event === 'failure');
  return handled?.actions.find(
    (action): action is Extract<RecoveryAction, { action: 'retry' }> =>
      action.action === 'retry' && action.times.value > 0,
  );
}

function changeMode(block: Block<typeof sinkWord>): Replacement[] {
  const isDefault = block.get('mode')?.origin.layer === 'default';
  const written = writtenValue(block, 'mode');
  const modes = block.get('key') ? ['upsert', 'overwrite'] : ['overwrite'];
  return modes.flatMap((mode) => {
    const edit = isDefault
      ? addStatement(placeOf(block.layers), `mode: ${mode}`)
      : written && replaceNode(written.file, written.node, mode);
    if (!edit) return [];
    const title = `${isDefault ? 'Add' : 'Change to'} mode: ${mode}`;
    return [{ title, edits: [edit], ...(mode === 'upsert' ? { preferred: true } : {}) }];
  });
}
