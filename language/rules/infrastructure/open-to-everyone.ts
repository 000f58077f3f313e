import type { FirewallRule, Network } from '../../model/infrastructure.ts';
import { replace, type Replacement } from '../replacement.ts';
import { isWritten } from '../own-place.ts';

const EVERYONE: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);

export const isOpenToEveryone = ({ from }: FirewallRule): boolean =>
  'value' in from && EVERYONE.has(from.value);

/** Closes a port to all but the network itself. */
export const letOnlyTheNetworkIn = (network: Network, { from }: FirewallRule): readonly Replacement[] =>
  'value' in from && isWritten(from)
    ? [replace(`Let only ${network.name} in`, from.origin, `from ${network.name}`)]
    : [];
