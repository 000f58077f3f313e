import { model as modelWord, input } from '../../../vocabulary/areas/models.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** Channels: grey, two, colours, colours and transparency. */
const CHANNELS: ReadonlySet<unknown> = new Set([1, 2, 3, 4]);

/** The order of the axes is the one that the shape shows. */
export const rule: Rule = {
  code: 'TN1508',
  name: 'image-layout',
  summary: 'The layout of an image input is not that of its shape.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(modelWord, (block, model, report) => {
      const element = model.own('model', block.symbol);
      for (const child of block.children(input)) {
        const layout = child.get('layout');
        const node = child.top.node;
        const port = element?.inputs.find(({ name }) => 'name' in node && name === node.name);
        if (!layout || port?.type.kind !== 'tensor' || port.type.shape.length !== 4) continue;
        const [, second, , last] = port.type.shape;
        // Only where exactly one of the two can be the channels does the shape say anything.
        if (
          CHANNELS.has(second) === CHANNELS.has(last) ||
          typeof second !== 'number' ||
          typeof last !== 'number'
        )
          continue;
        const right = CHANNELS.has(second) ? 'nchw' : 'nhwc';
        if (layout.value === right) continue;
        const place = written(child, 'layout');
        report({
          message: `input ${port.name} is ${layout.value} by its layout, and ${right} by its shape [${port.type.shape.join(', ')}].`,
          origin: layout.origin,
          help: `The channels are the axis with ${CHANNELS.has(second) ? second : last}.`,
          ...fixable(place && change(`Change to ${right}`, place, right, true)),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
