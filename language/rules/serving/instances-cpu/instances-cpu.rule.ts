import { machinesOn } from '../../../capacity/index.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingsOf } from '../servings.ts';

/** Instances beyond the processors take time from each other: each answer is slower, and not one more is given. */
export const rule: Rule = {
  code: 'TN1738',
  name: 'instances-cpu',
  summary: 'More instances of a model run side by side than the machine has processors.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      if (!service.runsOn) return;
      const machines = machinesOn(model, service.runsOn);
      if (machines.length === 0 || machines.some(({ facts }) => facts === undefined)) return;
      const most = Math.max(...machines.map(({ facts }) => facts!.vcpus));
      for (const { instances, model: ref } of servingsOf(service)) {
        if (instances?.on.value !== 'cpu' || instances.count.value <= most) continue;
        const { count } = instances;
        report({
          message: `${ref.qualifiedName.split('.').at(-1)!} runs ${count.value} times on the processor, and a machine has ${most} (${[...new Set(machines.map(({ machine }) => machine.value))].join(', ')}).`,
          origin: count.origin,
          help: 'Run as many as there are processors at most, and more copies of the service.',
          data: {
            replacements: isOwn(count.origin)
              ? [replace(`Run ${most}`, count.origin, `instances: ${most} on cpu`)]
              : [],
          },
          related: machines.map((one) => ({
            origin: one.machine.origin,
            message: `${one.name} has ${one.facts!.vcpus} processors.`,
          })),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
