import type { Source } from '../../model/data.ts';
import { source as sourceWord } from '../../vocabulary/areas/data.ts';
import { addStatement, placeOf } from '../edits.ts';
import type { ModelView } from '../model-view.ts';
import type { Replacement } from '../replacement.ts';
import { isMoment } from './moment.ts';

/** Says by which column a source goes in time, where only one can be meant. */
export function addEventTime(source: Source, model: ModelView): Replacement[] {
  const [time, second] = source.columns.filter(({ type }) => isMoment(type));
  const block = model.block(sourceWord, source);
  if (!time || second || !block) return [];
  return [
    {
      title: `Add event_time: ${time.name} to ${source.name}`,
      edits: [addStatement(placeOf(block.layers), `event_time: ${time.name}`)],
      preferred: true,
    },
  ];
}
