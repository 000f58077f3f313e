import type { Machine, Pool } from '../../model/infrastructure.ts';
import type { System } from '../../model/system.ts';

/** Every pool and machine of a system, those inside clouds and clusters included. */
export const machinesOf = (system: System): readonly (Machine | Pool)[] =>
  system.elements.flatMap((element) => {
    if (element.kind === 'pool') return [element];
    if (element.kind !== 'cloud') return [];
    return element.resources.flatMap((resource): readonly (Machine | Pool)[] =>
      resource.kind === 'machine' ? [resource] : resource.kind === 'cluster' ? resource.pools : [],
    );
  });
