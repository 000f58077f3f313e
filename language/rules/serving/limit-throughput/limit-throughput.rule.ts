import type { Expression } from '../../../generated/ast.ts';
import type { BlockLayer } from '../../../model/lowering/block.ts';
import type { Quantity } from '../../../types/quantity.ts';
import { limit as limitWord, route, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { replaceNode } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { comparisonsOf } from '../comparison.ts';
import { isLiteral } from '../../literal.ts';

interface Limit {
  readonly rate: Quantity;
  readonly node: Expression;
  readonly in: BlockLayer;
}

/** What is turned away is not answered. */
export const rule: Rule = {
  code: 'TN1726',
  name: 'limit-throughput',
  summary: 'A service turns away requests that it has promised to answer.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const block = model.block(serviceWord, service)!;
      const limits: Limit[] = block.actions(limitWord.verb).flatMap((action) => {
        const { node, in: layer } = action;
        const rate = node.object && layer.reader.silently().read(limitWord.object!.type, node.object);
        // A limit for each caller says nothing about all of them.
        const isForAll = rate && !block.actionBlock(limitWord, action).clause('by');
        return isForAll ? [{ rate: rate as Quantity, node: node.object!, in: layer }] : [];
      });
      const routes = block.children(route);
      const onlyRoute = routes.length === 1 ? routes[0]!.entries('limit').at(-1) : undefined;
      const ofRoute = routes[0]?.get('limit');
      if (onlyRoute?.node.value && ofRoute)
        limits.push({ rate: ofRoute.value, node: onlyRoute.node.value, in: onlyRoute.in });
      for (const { measure, operator, limit, role, expression } of comparisonsOf(service)) {
        if (measure !== 'throughput' || !operator.startsWith('>') || role !== 'promise') continue;
        for (const { rate, node, in: layer } of limits) {
          if (typeof limit === 'number' || rate.of !== limit.of || rate.value >= limit.value) continue;
          const origin = block.originOf(node, layer, 'limit');
          report({
            message: `${service.name} promises ${expression.text} and turns away what is above ${rate.text}.`,
            origin,
            help: `Let ${limit.text} in, or limit each caller: limit ${rate.text} by tenant.`,
            data: {
              replacements:
                isOwn(origin) && isLiteral(node)
                  ? [
                      {
                        title: `Change to ${limit.text}`,
                        edits: [replaceNode(origin.file, node, limit.text)],
                        preferred: true,
                      },
                    ]
                  : [],
            },
            related: [{ origin: expression.origin, message: 'It is promised here.' }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
