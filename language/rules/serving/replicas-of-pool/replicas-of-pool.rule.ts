import { amountOf, machinesOn, servedModels, shardsOf } from '../../../capacity/index.ts';
import type { Pool } from '../../../model/infrastructure.ts';
import { scale as scaleWord, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { isOwn, isWritten } from '../../own-place.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isLiteral } from '../../literal.ts';

/** A copy that finds no free GPU waits for one, and the machines that there may be are counted. */
export const rule: Rule = {
  code: 'TN1708',
  name: 'replicas-of-pool',
  summary: 'A service may have more copies than its machines have GPUs.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      const { scale, runsOn } = service;
      if (!scale || !runsOn) return;
      const onGpu = servedModels(model, service).filter(
        ({ serving }) => serving.instances?.on.value === 'gpu',
      );
      if (onGpu.length === 0) return;
      // Models of one server share its GPUs, so the widest one decides.
      const each = Math.max(...onGpu.map((served) => amountOf(shardsOf(served))?.value ?? 1));
      const pools = machinesOn(model, runsOn).filter((one): one is Pool => one.kind === 'pool');
      if (pools.length === 0 || pools.some(({ facts }) => facts === undefined)) return;
      const room = pools.reduce((sum, pool) => sum + copiesOn(pool, each), 0);
      if (room === 0 || room >= scale.max.value) return;
      const isNever = room < scale.min.value;
      // An environment that needs less makes the pool smaller and leaves the service as it is.
      if (!isNever && pools.some(({ max }) => max.origin.layer === 'environment')) return;
      const block = model.block(serviceWord, service)?.child(scaleWord);
      const count = `${Math.min(scale.min.value, room)}..${room}`;
      const isFree = isOwn(scale.max.origin) && isLiteral(block?.expression('replicas')?.node);
      report({
        message: isNever
          ? `${service.name} needs ${scale.min.value} copies at least, and there are GPUs for ${room}.`
          : `${service.name} may have ${scale.max.value} copies, and there are GPUs for ${room}.`,
        origin: scale.max.origin,
        severity: isNever ? 'error' : 'warning',
        help: `${each > 1 ? `Each copy takes ${each} GPUs. ` : ''}Take more machines or fewer copies.`,
        data: {
          replacements: [
            ...larger(pools, each, scale.max.value, room),
            ...(isFree ? [replace(`Change to ${count}`, scale.max.origin, `replicas: ${count}`)] : []),
          ],
        },
        related: pools
          .filter(({ facts }) => facts?.gpu)
          .map(({ name, max, facts }) => ({
            origin: max.origin,
            message: `${name} has at most ${max.value} machines with ${facts!.gpu!.count} each.`,
          })),
      });
    }),
  ],
  fixes: [replaceFix],
};

const copiesOn = ({ facts, max }: Pool, each: number): number =>
  max.value * Math.floor((facts?.gpu?.count ?? 0) / each);

/** Lets the only pool with GPUs grow. */
function larger(pools: readonly Pool[], each: number, wanted: number, room: number): readonly Replacement[] {
  const [pool, other] = pools.filter((one) => copiesOn(one, each) > 0);
  if (!pool || other || !isWritten(pool.max) || !isWritten(pool.min)) return [];
  const machines = Math.ceil((wanted * pool.max.value) / room);
  const count = `${pool.min.value}..${machines}`;
  return [replace(`Let ${pool.name} have ${machines} machines`, pool.max.origin, `count: ${count}`)];
}
