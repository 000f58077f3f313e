import { machinesOn } from '../../../capacity/index.ts';
import { isOwn } from '../../infrastructure/written.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingsOf } from '../servings.ts';

/** Instances beyond the processors take time from each other: each answer is slower, and not one more is given. */
export const rule: Rule = {
  code: 'TN1738',
  name: 'instances-cpu',
  summary: 'More instances run side by side than the machine has processors.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      if (!service.runsOn) return;
      const machines = machinesOn(model, service.runsOn);
      if (machines.length === 0 || machines.some(({ facts }) => facts === undefined)) return;
      const most = Math.max(...machines.map(({ facts }) => facts!.vcpus));
      const onCpu = servingsOf(service).filter(({ instances }) => instances?.on.value === 'cpu');
      const sum = onCpu.reduce((total, { instances }) => total + instances!.count.value, 0);
      const [largest] = onCpu.sort((a, b) => b.instances!.count.value - a.instances!.count.value);
      if (!largest || sum <= most) return;
      const { count } = largest.instances!;
      const fits = most - (sum - count.value);
      report({
        message: `${service.name} runs ${sum} instances on the processor, and a machine has ${most} (${[...new Set(machines.map(({ machine }) => machine.value))].join(', ')}).`,
        origin: count.origin,
        help: 'Run as many as there are processors at most, and more copies of the service.',
        data: {
          replacements:
            fits >= 1 && isOwn(count.origin)
              ? [replace(`Run ${fits}`, count.origin, `instances: ${fits} on cpu`)]
              : [],
        },
        related: machines.map((one) => ({
          origin: one.machine.origin,
          message: `${one.name} has ${one.facts!.vcpus} processors.`,
        })),
      });
    }),
  ],
  fixes: [replaceFix],
};
