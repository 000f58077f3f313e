import type { Origin } from '../../../model/origin.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { textOf } from '../../../parser/index.ts';
import type { Expression } from '../../../generated/ast.ts';
import { replaceNode } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';
import { canariesOf, shadowsOf } from '../versions.ts';
import { traffic } from '../../../vocabulary/areas/serving.ts';

interface Named {
  readonly name: string;
  readonly qualifiedName: string;
  readonly node: Expression;
  readonly origin: Origin;
}

/** Requests can only be sent to what the service runs. */
export const rule: Rule = {
  code: 'TN1718',
  name: 'served-version',
  summary: 'Requests go to a model that the service does not serve.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const block = model.block(serviceWord, service)!;
      const served = servingBlocks(block).map((one) => one.model);
      // Versions may be those of the model that an optimised one is made from.
      if (served.length === 0 || served.some(({ kind }) => kind === 'optimize')) return;
      const named: Named[] = [...canariesOf(block), ...shadowsOf(block)].map(({ model: symbol, action }) => ({
        name: symbol.name,
        qualifiedName: symbol.qualifiedName,
        node: action.node.object!,
        origin: block.originOf(action.node.object!, action.in, action.node.verb),
      }));
      for (const child of block.children(traffic)) {
        for (const { node, in: layer } of child.conditions()) {
          const of = layer.reader.silently().read(traffic.shares!.type, node.expression) as
            { readonly symbol: { readonly name: string; readonly qualifiedName: string } } | undefined;
          if (!of) continue;
          const origin = child.originOf(node.expression, layer);
          named.push({
            ...of.symbol,
            name: of.symbol.name,
            qualifiedName: of.symbol.qualifiedName,
            node: node.expression,
            origin,
          });
        }
      }
      for (const { name, qualifiedName, node, origin } of named) {
        if (served.some((one) => one.qualifiedName === qualifiedName)) continue;
        const [only, other] = served;
        const instead = textOf(node).replace(/^[^@]+/u, only!.name);
        report({
          message: `${service.name} does not serve ${name}, so no request can go to it.`,
          origin,
          help: `It serves ${served.map((one) => one.name).join(', ')}. Serve ${name}, too, or name a version of what is served.`,
          data: {
            replacements:
              other || !isOwn(origin)
                ? []
                : [{ title: `Change to ${instead}`, edits: [replaceNode(origin.file, node, instead)] }],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
