import { machinesOn } from '../../../capacity/index.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingsOf } from '../../serving/servings.ts';
import { isWritten } from '../../own-place.ts';

/** The provider takes spot machines of one kind back all at once, when others pay more for that kind. */
export const rule: Rule = {
  code: 'TN1833',
  name: 'spot-only',
  summary: 'A service that promises to be there runs on spot machines alone.',
  severity: 'hint',
  reach: 'neighbours',
  set: 'strict',
  checks: [
    onElement('service', (service, model, report) => {
      const promise = service.objectives.find(({ measure }) => measure === 'availability');
      if (!service.runsOn || !promise) return;
      const needsGpu = servingsOf(service).some(({ instances }) => instances?.on.value === 'gpu');
      const pools = machinesOn(model, service.runsOn).flatMap((one) =>
        one.kind === 'pool' && (!needsGpu || one.facts?.gpu) ? [one] : [],
      );
      if (pools.length === 0 || pools.some(({ spot }) => !spot.value)) return;
      const [pool] = pools;
      report({
        message: `${service.name} promises ${promise.expression.text} on spot machines alone (${pools.map(({ name }) => name).join(', ')}).`,
        origin: promise.expression.origin,
        help: 'Keep a pool that the provider does not take back, and let only what comes on top be spot.',
        data: {
          replacements: isWritten(pool!.spot)
            ? [replace(`Make ${pool!.name} no spot pool`, pool!.spot.origin, 'spot: false')]
            : [],
        },
        related: pools.map(({ name, spot }) => ({ origin: spot.origin, message: `${name} is spot.` })),
      });
    }),
  ],
  fixes: [replaceFix],
};
