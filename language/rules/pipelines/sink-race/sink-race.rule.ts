import type { ExpressionNode } from '../../../model/expression.ts';
import type { Step, WriteStep } from '../../../model/pipeline.ts';
import { sink as sinkWord } from '../../../vocabulary/areas/data.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';
import { isVerb } from '../step-results.ts';

/** Of two that replace everything, only the later one is left. */
export const rule: Rule = {
  code: 'TN1623',
  name: 'sink-race',
  summary: 'Two steps of a run replace the rows of one sink.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const writes = pipeline.steps.filter((step): step is WriteStep => isVerb(step, 'write'));
      for (const [index, step] of writes.entries()) {
        const first = writes
          .slice(0, index)
          .find((each) => each.sink.qualifiedName === step.sink.qualifiedName && !areExclusive(each, step));
        const block = first && model.block(sinkWord, step.sink);
        if (!first || block?.get('mode')?.value !== 'overwrite') continue;
        const written = writtenValue(block, 'mode');
        report({
          message: `${first.name} and ${step.name} both replace the rows of ${block.symbol.name}; those of the later one are left.`,
          origin: step.sink.origin,
          help: `Put the rows together first (concat [${first.inputs[0] ? lastName(first) : '…'}, ${lastName(step)}]) and write them once, or give each a sink of its own.`,
          data: {
            replacements: written
              ? [
                  {
                    title: 'Change to mode: append',
                    edits: [replaceNode(written.file, written.node, 'append')],
                  },
                ]
              : [],
          },
          related: [{ origin: first.sink.origin, message: `${first.name} writes here.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const lastName = ({ inputs }: Step): string => inputs[0]?.step.qualifiedName.split('.').at(-1) ?? '…';

/** Two branches of one choice are never taken in the same run. */
function areExclusive(a: Step, b: Step): boolean {
  const [left, right] = [conjuncts(a), conjuncts(b)];
  const denies = (some: readonly ExpressionNode[], others: ReadonlySet<string>): boolean =>
    some.some((node) => node.node === 'unary' && node.operator === 'not' && others.has(keyOf(node.operand)));
  return denies(left, new Set(right.map(keyOf))) || denies(right, new Set(left.map(keyOf)));
}

function conjuncts({ when }: Step): readonly ExpressionNode[] {
  const found: ExpressionNode[] = [];
  const open = when ? [when.root] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.node === 'binary' && node.operator === 'and') open.push(node.left, node.right);
    else found.push(node);
  }
  return found;
}

/** Two nodes that say the same, wherever they stand, have the same key. */
const keyOf = (node: ExpressionNode): string =>
  JSON.stringify(node, (name, value: unknown) => (name === 'origin' ? undefined : value));
