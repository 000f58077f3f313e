import type { Cloud, Machine, Pool } from '../../model/infrastructure.ts';

/** Every pool and machine of a cloud, those inside clusters included. */
export const machinesOf = (cloud: Cloud): readonly (Machine | Pool)[] =>
  cloud.resources.flatMap((resource): readonly (Machine | Pool)[] =>
    resource.kind === 'machine' ? [resource] : resource.kind === 'cluster' ? resource.pools : [],
  );
