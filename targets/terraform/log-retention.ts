import type { Cluster } from '../../language/model/infrastructure.ts';
import { raw, type RawHcl } from './output.ts';
import type { Scene } from './scene.ts';

const DAY = 86_400;
/** CloudWatch keeps logs for certain numbers of days only; the next longer one is taken. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
export function retention(scene: Scene, cluster: Cluster): number | RawHcl {
  const logs = cluster.logs!;
  if (logs.parameter === undefined) {
    const days = logs.value.value / DAY;
    return RETENTIONS.find((choice) => choice >= days) ?? RETENTIONS.at(-1)!;
  }
  const wanted = `ceil(${scene.variable(logs.parameter)} / ${DAY})`;
  return raw(`min([for days in [${RETENTIONS.join(', ')}] : days if days >= ${wanted}]...)`);
}
