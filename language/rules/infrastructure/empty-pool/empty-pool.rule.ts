import { machinesOn } from '../../../capacity/index.ts';
import type { Element, Ref } from '../../../model/element.ts';
import type { Pool } from '../../../model/infrastructure.ts';
import type { ModelView } from '../../model-view.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { isWritten } from '../written.ts';

/** What waits for a machine that may never come waits for ever. */
export const rule: Rule = {
  code: 'TN1826',
  name: 'empty-pool',
  summary: 'A service runs on machines of which there may never be one.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [onElement('service', (service, model, report) => check(service, service.runsOn, model, report))],
  fixes: [replaceFix],
};

function check(runner: Element, ground: Ref | undefined, model: ModelView, report: SystemReport): void {
  const machines = ground ? machinesOn(model, ground) : [];
  const pools = machines.filter((one): one is Pool => one.kind === 'pool');
  if (!ground || pools.length === 0 || pools.length < machines.length) return;
  // An environment that needs less switches a pool off on purpose.
  if (pools.some(({ max }) => max.value > 0 || max.origin.layer === 'environment')) return;
  const [pool] = pools;
  report({
    message: `${runner.name} runs on ${ground.qualifiedName.split('.').at(-1)!}, which may have no machine.`,
    origin: ground.origin,
    help: 'Let it have one when something runs: count: 0..1.',
    data: {
      replacements: isWritten(pool!.max)
        ? [replace('Change to 0..1', pool!.max.origin, 'count: 0..1', true)]
        : [],
    },
    related: pools.map(({ name, max }) => ({
      origin: max.origin,
      message: `${name} has at most 0 machines.`,
    })),
  });
}
