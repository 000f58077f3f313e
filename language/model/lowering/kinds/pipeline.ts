import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { text } from '../../../vocabulary/value-type.ts';
import type { Pipeline } from '../../pipeline.ts';
import type { Block } from '../block.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';
import { recoveriesOf } from '../recoveries.ts';
import { stepsOf } from '../steps.ts';

export const lowering: KindLowering<'pipeline'> = {
  kind: 'pipeline',
  lower(symbol, context) {
    const block = context.block(pipeline, symbol);
    return {
      ...context.element('pipeline', symbol),
      ...optional('schedule', scheduleOf(block)),
      ...optional('timeout', block.get('timeout')),
      ...optional('concurrency', block.get('concurrency')),
      steps: stepsOf(block, context),
      recoveries: recoveriesOf(block, context),
    };
  },
};

const TEXT = text();
const DEFAULT_ZONE = 'UTC';

function scheduleOf(block: Block<typeof pipeline>): Pipeline['schedule'] {
  const schedule = block.get('schedule');
  if (!schedule) return undefined;
  const { positional, named } = schedule.value;
  const cron = positional[0] && TEXT.read(positional[0], () => undefined);
  const zone = named.get('zone');
  const written = zone && TEXT.read(zone, () => undefined);
  if (cron === undefined) return undefined;
  return {
    cron: { value: cron, origin: schedule.origin },
    zone: {
      value: written ?? DEFAULT_ZONE,
      origin: written === undefined ? { ...schedule.origin, layer: 'default' } : schedule.origin,
    },
  };
}
