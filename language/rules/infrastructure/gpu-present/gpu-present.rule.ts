import type { Element, Ref } from '../../../model/element.ts';
import type { Pool } from '../../../model/infrastructure.ts';
import type { Origin } from '../../../model/origin.ts';
import type { System } from '../../../model/system.ts';
import type { Rule } from '../../rule.ts';

/** Who asks for GPUs, how many on one machine, and where it runs. */
interface Demand {
  readonly asker: Element;
  readonly gpus: number;
  readonly origin: Origin;
  readonly ground: Ref;
}

/** A runtime that finds no GPU falls back to the processor without a word, or never starts. */
export const rule: Rule = {
  code: 'TN1806',
  name: 'gpu-present',
  summary: 'A GPU is asked for where no machine has one, or not as many.',
  severity: 'error',
  checkSystem({ system }, report) {
    for (const { asker, gpus, origin, ground } of demandsOf(system)) {
      const pools = poolsOf(system, ground);
      // Without pools, or with machines that the catalogue does not know, nothing can be said.
      if (pools.length === 0 || pools.some((pool) => pool.facts === undefined)) continue;
      const most = Math.max(...pools.map((pool) => pool.facts?.gpu?.count ?? 0));
      if (most >= gpus) continue;
      const machines = [...new Set(pools.map((pool) => pool.machine.value))].join(', ');
      const name = ground.qualifiedName.split('.').at(-1)!;
      report({
        message:
          most === 0
            ? `${asker.name} asks for a GPU, and no machine of ${name} has one (${machines}).`
            : `${asker.name} asks for ${gpus} GPUs on one machine, and those of ${name} have ${most} (${machines}).`,
        origin,
        help:
          most === 0
            ? 'Give it a pool of GPU machines, such as g5.2xlarge, or run it on the processor.'
            : `Ask for ${most}, or take larger machines.`,
        related: pools.map((pool) => ({ origin: pool.machine.origin, message: `Machine of ${pool.name}.` })),
      });
    }
  },
};

const demandsOf = (system: System): readonly Demand[] =>
  system.elements.flatMap((element): readonly Demand[] => {
    if (element.kind === 'training' && element.runsOn !== undefined) {
      const { gpusPerNode, pool } = element.runsOn;
      return gpusPerNode.value > 0
        ? [{ asker: element, gpus: gpusPerNode.value, origin: gpusPerNode.origin, ground: pool }]
        : [];
    }
    if (element.kind !== 'service' || element.runsOn === undefined) return [];
    const ground = element.runsOn;
    const servings = [...element.serves, ...element.steps.map((step) => step.serving)];
    const first = servings.find((serving) => serving.instances?.on.value === 'gpu');
    return first === undefined
      ? []
      : [{ asker: element, gpus: 1, origin: first.instances!.on.origin, ground }];
  });

/** Pools of a cluster, or the pool itself. */
function poolsOf(system: System, ground: Ref): readonly Pool[] {
  const clusters = system.elements.flatMap((element) =>
    element.kind === 'cloud' ? element.resources.flatMap((one) => (one.kind === 'cluster' ? [one] : [])) : [],
  );
  const cluster = clusters.find((one) => one.qualifiedName === ground.qualifiedName);
  if (cluster !== undefined) return cluster.pools;
  const pools = [
    ...clusters.flatMap((one) => one.pools),
    ...system.elements.flatMap((one) => (one.kind === 'pool' ? [one] : [])),
  ];
  return pools.filter((pool) => pool.qualifiedName === ground.qualifiedName);
}
