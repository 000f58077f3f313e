import { channel } from '../../../vocabulary/areas/infrastructure.ts';
import type { CallOf } from '../../../vocabulary/value-type.ts';
import type { Sourced } from '../../origin.ts';
import type { KindLowering } from '../kind-lowering.ts';

export const lowering: KindLowering<'channel'> = {
  kind: 'channel',
  lower(symbol, context) {
    const block = context.block(channel, symbol);
    return {
      ...context.element('channel', symbol),
      via: block.require('via'),
      ...destination(block.get('to')),
    };
  },
};

/** An address in clear, or the name of the secret that holds it. */
function destination(to: Sourced<string | CallOf> | undefined): {
  to?: Sourced<string>;
  secret?: Sourced<string>;
} {
  if (!to) return {};
  const { value, origin } = to;
  if (typeof value === 'string') return { to: { value, origin } };
  const [name] = value.positional;
  return name?.is === 'text' ? { secret: { value: name.text, origin } } : {};
}
