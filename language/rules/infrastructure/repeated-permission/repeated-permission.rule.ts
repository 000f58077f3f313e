import { firewall, identity, network, cloud as cloudWord } from '../../../vocabulary/areas/infrastructure.ts';
import { textOf } from '../../../parser/index.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { isOwn } from '../../own-place.ts';

/** A provider refuses to allow twice what it allows already. */
export const rule: Rule = {
  code: 'TN1811',
  name: 'repeated-permission',
  summary: 'A firewall or identity allows the same thing twice.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(cloudWord, (cloud, _model, report) => {
      const bodies = [
        ...cloud.children(network).flatMap((one) => one.children(firewall)),
        ...cloud.children(identity),
      ];
      for (const body of bodies) {
        const seen = new Set<string>();
        for (const { node, in: layer } of body.actions('allow')) {
          const text = textOf(node).replaceAll(/\s+/gu, ' ');
          if (!seen.has(text)) {
            seen.add(text);
            continue;
          }
          const origin = body.originOf(node, layer, 'allow');
          report({
            message: `${body.symbol.name} has "${text}" twice.`,
            origin,
            help: 'Remove one of them.',
            data: {
              replacements: isOwn(origin)
                ? [
                    {
                      title: 'Remove the repetition',
                      edits: [removeStatement(origin.file, node)],
                      preferred: true,
                    },
                  ]
                : [],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
