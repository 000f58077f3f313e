import type { Port } from '../../../model/learning.ts';
import { printType, type DataType } from '../../../types/data-type.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

type Tensor = Extract<DataType, { kind: 'tensor' }>;

/** Numbers of colours that images have; no image is that high or wide. */
const CHANNELS: ReadonlySet<unknown> = new Set([1, 3, 4]);
/** From here on a size is one of height or width. */
const SIDE = 16;

/** The colours of an image come before its height and width, or last. */
export const rule: Rule = {
  code: 'TN1513',
  name: 'channel-axis',
  summary: 'The colours of an image stand between its height and its width.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('model', (net, _, report) => {
      for (const port of [...net.inputs, ...net.outputs]) {
        const { type, typeOrigin, origin, name, kind } = port;
        if (type.kind !== 'tensor' || !isTwisted(type)) continue;
        const right = [printType(moved(type, 1)), printType(moved(type, 3))];
        report({
          message: `Axis 3 of ${kind} ${name} has size ${type.shape[2]!} between ${type.shape[1]!} and ${type.shape[3]!}: no library keeps the colours of an image there.`,
          origin: typeOrigin ?? origin,
          help: `Write ${right.join(' or ')}.`,
          ...(typeOrigin
            ? {
                data: {
                  replacements: right.map((text) => replace(`Change the type to ${text}`, typeOrigin, text)),
                },
              }
            : {}),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const isSide = (size: unknown): boolean => typeof size === 'number' && size >= SIDE;

/** Four axes, the third one as small as only colours are and its neighbours as large as only sides are. */
const isTwisted = ({ shape }: Tensor): boolean =>
  shape.length === 4 && CHANNELS.has(shape[2]) && isSide(shape[1]) && isSide(shape[3]);

/** The type with its third axis at another place. */
function moved(type: Tensor, to: 1 | 3): Port['type'] {
  const others = type.shape.filter((_, axis) => axis !== 2);
  return { ...type, shape: [...others.slice(0, to), type.shape[2]!, ...others.slice(to)] };
}
