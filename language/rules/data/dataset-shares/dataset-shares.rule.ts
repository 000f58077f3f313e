import { dataset, splitOfDataset } from '../../../vocabulary/areas/datasets.ts';
import { ratio } from '../../../vocabulary/value-type.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** Rounding of the sum of percentages in binary fractions. */
const TOLERANCE = 1e-9;
const SHARE = ratio();

/** Every example is in exactly one part of its dataset. */
export const rule: Rule = {
  code: 'TN1341',
  name: 'dataset-shares',
  summary: "The parts of a dataset don't add up to 100 %.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(dataset, (block, _model, report) => {
      for (const action of block.actions(splitOfDataset.verb)) {
        const parts = block
          .actionBlock(splitOfDataset, action)
          .rows()
          .flatMap(({ node, in: layer }) => {
            const share = node.value && layer.reader.silently().read(SHARE, node.value);
            return node.value && share !== undefined
              ? [{ name: node.name, share, node: node.value, layer }]
              : [];
          });
        const last = parts.at(-1);
        const sum = parts.reduce((total, { share }) => total + share, 0);
        if (!last || Math.abs(sum - 1) < TOLERANCE) continue;
        const rest = 1 - (sum - last.share);
        const file = last.layer.reader.names.file.path;
        report({
          message: `The parts of ${block.symbol.name} add up to ${percent(sum)}, not to 100%.`,
          origin: block.originOf(last.node, last.layer, last.name),
          help:
            sum < 1
              ? `${percent(1 - sum)} of the examples would be in no part.`
              : `${percent(sum - 1)} of the examples would be in two parts.`,
          data: {
            replacements:
              rest > TOLERANCE
                ? [
                    {
                      title: `Change ${last.name} to ${percent(rest)}`,
                      edits: [replaceNode(file, last.node, percent(rest))],
                      preferred: true,
                    },
                  ]
                : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const percent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
