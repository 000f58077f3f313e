import { quota, tenant, usesInTenant } from '../../../vocabulary/areas/operations.ts';
import type { Reference } from '../../../vocabulary/value-type.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** What is sold has to be let through. */
export const rule: Rule = {
  code: 'TN2123',
  name: 'tenant-quota',
  summary: 'A tenant may use more requests than a service lets through.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onBlock(tenant, (block, model, report) => {
      const requests = block.child(quota)?.get('requests');
      if (!requests) return;
      for (const { node, in: layer } of block.actions(usesInTenant.verb)) {
        const used = node.object && layer.reader.silently().read(usesInTenant.object!.type, node.object);
        for (const { symbol } of (used ?? []) as readonly Reference[]) {
          const service = symbol.kind === 'service' ? model.element('service', symbol) : undefined;
          const limit = service?.limits.find(
            ({ by, rate }) =>
              (by === undefined || by === 'tenant') && rate.value.value < requests.value.value,
          );
          if (!service || !limit) continue;
          const text = `requests: ${limit.rate.value.text}`;
          report({
            message: `${block.symbol.name} may send ${requests.value.text}, and ${service.name} refuses what is above ${limit.rate.value.text}.`,
            origin: requests.origin,
            help: 'Raise the limit of the service, or lower the quota.',
            data: {
              replacements: isOwn(requests.origin)
                ? [replace(`Change to ${text}`, requests.origin, text)]
                : [],
            },
            related: [{ origin: limit.origin, message: 'The limit of the service.' }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
