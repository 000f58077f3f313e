import type { Expression } from '../../../generated/ast.ts';
import type { Block, BlockLayer } from '../../../model/lowering/block.ts';
import { hyperParameters, optimizer, training } from '../../../vocabulary/areas/training.ts';
import { textOf } from '../../../parser/index.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';

/** A learning rate is a small number above zero. */
export const rule: Rule = {
  code: 'TN1669',
  name: 'learning-rate',
  summary: 'A learning rate lies outside of what any training converges with.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, _, report) => {
      for (const own of block.children(optimizer)) check(own, own.word.noun, report);
      const action = block.actions(hyperParameters.verb).at(-1);
      if (action) check(block.actionBlock(hyperParameters, action), hyperParameters.verb, report);
    }),
  ],
  fixes: [replaceFix],
};

const NAMES = ['learning_rate', 'lr', 'max_lr', 'peak_lr'];
const LARGEST = 1;
/** Below this the steps of a float32 weight are rounded away. */
const SMALLEST = 1e-9;

function check(block: Block, property: string, report: SystemReport): void {
  for (const { node, in: layer } of NAMES.flatMap((name) => block.entries(name).slice(-1))) {
    for (const part of ratesIn(node.value)) {
      const value = layer.reader.silently().evaluate(part);
      if (value.is !== 'number' || (value.number <= LARGEST && value.number >= SMALLEST)) continue;
      // A schedule may well end at zero.
      if (value.number === 0 && part !== node.value) continue;
      const right = rightRate(textOf(part), value.number);
      const isWritten = isPlain(part, layer);
      report({
        message: `A learning rate of ${textOf(part)} is ${value.number > LARGEST ? 'above 1: the first step throws the weights away' : value.number < 0 ? 'below 0: the loss grows with each step' : 'so small that no weight moves'}.`,
        origin: block.originOf(part, layer, `${property}.${node.name}`),
        help: `Common rates lie between 1e-5 and 1e-1${right === DEFAULT ? '' : `, such as ${right}`}.`,
        ...fixable(
          isWritten
            ? change(`Change to ${right}`, { file: fileOf(layer), node: part }, right, right !== DEFAULT)
            : undefined,
        ),
      });
    }
  }
}

const fileOf = (layer: BlockLayer): string => layer.reader.names.file.path;

/** The rate itself, or the rates between which a schedule such as `cosine(2e-5, 2e-6)` moves. */
const ratesIn = (node: Expression | undefined): readonly Expression[] =>
  node?.$type === 'Call'
    ? node.arguments.filter(({ name }) => name === undefined).map(({ value }) => value)
    : node
      ? [node]
      : [];

const DEFAULT = '1e-3';

/** `3e4` was `3e-4`, and `-0.01` was `0.01`; of anything else nobody knows what it was. */
function rightRate(text: string, value: number): string {
  const flipped = text.replace(/e\+?(?=\d)/iu, 'e-');
  if (flipped !== text && Number(flipped) <= LARGEST) return flipped;
  return value < 0 && -value <= LARGEST && -value >= SMALLEST ? text.replace(/^-\s*/u, '') : DEFAULT;
}
