import type { Given } from '../model/infrastructure.ts';
import type { Origin } from '../model/origin.ts';

/** A fix may change this place: an author wrote it there, for this element alone. */
export const isOwn = ({ layer }: Pick<Origin, 'layer'>): boolean =>
  layer === 'declaration' || layer === 'environment';

/** A fix may change this value: it is written there and is not that of a parameter. */
export const isWritten = ({ origin, parameter }: Given<unknown>): boolean =>
  parameter === undefined && isOwn(origin);
