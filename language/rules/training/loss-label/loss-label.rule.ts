import { loss, training } from '../../../vocabulary/areas/training.ts';
import { printType } from '../../../types/data-type.ts';
import { whereIs } from '../../../scoping/place.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { labelFamily, type LabelFamily } from '../label-family.ts';
import { fixable } from '../../plain-value.ts';

/** A loss for classes learns nothing from numbers, and the other way round. */
export const rule: Rule = {
  code: 'TN1667',
  name: 'loss-label',
  summary: "The loss of a training doesn't fit its label.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const family = labelFamily(element?.label?.type);
      const child = block.children(loss).at(-1);
      const isFor = child && LOSSES[element?.loss?.name ?? ''];
      if (!element?.label || !family || !child || !isFor || isFor.includes(family)) return;
      const [right] = Object.entries(LOSSES).find(([, families]) => families[0] === family)!;
      const { node, reader, layer } = child.top;
      report({
        message: `${element.loss!.name} is for ${WORDS[isFor[0]!]}, and the label of ${element.name} is ${printType(element.label.type)}.`,
        origin: child.originOf(node, child.top),
        help: `Use ${right}, or change the label.`,
        related: [{ origin: element.label.origin, message: 'The label stands here.' }],
        ...(layer === 'template'
          ? {}
          : fixable({
              title: `Change to ${right}`,
              edits: [{ file: reader.names.file.path, range: whereIs(node, 'name'), newText: right }],
            })),
      });
    }),
  ],
  fixes: [replaceFix],
};

/** What people call labels of a family; true and false are two classes. */
const WORDS: Readonly<Record<LabelFamily, string>> = {
  'yes or no': 'two classes',
  class: 'classes',
  number: 'numbers',
};

/** Labels that a loss is for, the one that it is chosen for first. */
const LOSSES: Readonly<Record<string, readonly LabelFamily[]>> = {
  binary_cross_entropy: ['yes or no'],
  cross_entropy: ['class', 'yes or no'],
  mse: ['number'],
  mae: ['number'],
  huber: ['number'],
  quantile: ['number'],
};
