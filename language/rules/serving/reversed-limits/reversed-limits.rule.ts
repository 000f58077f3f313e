import { AstUtils } from 'langium';
import { isBinary, type Binary } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import { service } from '../../../vocabulary/areas/serving.ts';
import { experiment } from '../../../vocabulary/areas/experiments.ts';
import { claim, monitoring } from '../../../vocabulary/areas/operations.ts';
import { contradiction, exchangeEdges, limitsOf } from '../../limits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** Between a number and a smaller one lies nothing. */
export const rule: Rule = {
  code: 'TN1747',
  name: 'reversed-limits',
  summary: 'A figure or request is held against limits between which nothing lies.',
  severity: 'error',
  reach: 'element',
  checks: [service, experiment, claim, monitoring].map((word) =>
    onBlock(word, (block, _model, report) => {
      for (const layer of block.layers) {
        const conditions = AstUtils.streamAst(layer.node)
          .filter(isBinary)
          // A part of a condition is looked at with the whole of it.
          .filter((node) => !isBinary(node.$container) || !JOINS.has(node.$container.operator))
          .filter(isCondition);
        for (const node of conditions) {
          const found = contradiction(limitsOf(node, layer.reader.silently()));
          if (!found) continue;
          const [a, b] = found.map((limit) => textOf(limit.node)) as [string, string];
          report({
            message: a === b ? `Nothing can be ${a}.` : `Nothing can be both ${a} and ${b}.`,
            origin: block.originOf(node, layer),
            help: 'Write the lower limit first, or join the two by or.',
            data: {
              replacements:
                layer.layer === 'template' ? [] : exchangeEdges(layer.reader.names.file.path, found),
            },
          });
        }
      }
    }),
  ),
  fixes: [replaceFix],
};

const JOINS: ReadonlySet<string> = new Set(['and', 'or']);
const COMPARES: ReadonlySet<string> = new Set(['in', '<', '<=', '>', '>=', '==']);
const isCondition = ({ operator }: Binary): boolean => JOINS.has(operator) || COMPARES.has(operator);
