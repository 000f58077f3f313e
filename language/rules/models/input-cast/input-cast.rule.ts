import { isNumeric, printType, type DataType } from '../../../types/data-type.ts';
import { castScalar } from '../../../types/scalar-cast.ts';
import type { Feature } from '../../../model/data.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** What a tensor's numbers can't hold is lost on the way into it. */
export const rule: Rule = {
  code: 'TN1505',
  name: 'input-cast',
  summary: 'A feature changes its value on the way into the tensor that it fills.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('model', (net, model, report) => {
      for (const { name, type, features, typeOrigin, origin } of net.inputs) {
        if (type.kind !== 'tensor') continue;
        const item: DataType = { kind: 'scalar', name: type.item, nullable: false };
        const lost = features.flatMap((ref) => {
          const feature = model.find(ref);
          const how = feature?.kind === 'feature' ? lossOf(feature, item) : undefined;
          return feature?.kind === 'feature' && how ? [{ feature, how }] : [];
        });
        const [first] = lost;
        if (!first) continue;
        const right = printType({ ...type, item: 'float32' });
        report({
          message: `${first.feature.name} is ${printType(first.feature.type)} and goes into ${type.item} of input ${name}: ${first.how}.`,
          origin: typeOrigin ?? origin,
          help:
            lost.length > 1
              ? `So do ${lost
                  .slice(1)
                  .map(({ feature }) => feature.name)
                  .join(', ')}.`
              : `${right} holds it.`,
          related: lost.map(({ feature }) => ({
            origin: feature.origin,
            message: `${feature.name} is computed here.`,
          })),
          ...(typeOrigin
            ? { data: { replacements: [replace(`Change the type to ${right}`, typeOrigin, right)] } }
            : {}),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Rounding in the last digits is everyday life; what is told here changes what a number means. */
function lossOf({ type }: Feature, item: DataType): string | undefined {
  if (item.kind === 'scalar' && item.name === 'string')
    return isNumeric(type) ? 'a number is no text' : undefined;
  const cast = castScalar({ ...type, nullable: false }, item);
  if (typeof cast !== 'object') return undefined;
  if (cast.id === 'fraction') return cast.text;
  return cast.id === 'overflow' && item.kind === 'scalar' && SMALL.has(item.name) ? cast.text : undefined;
}

/** Whole numbers whose range counts and sums leave in practice. */
const SMALL: ReadonlySet<string> = new Set(['int8', 'uint8', 'int16', 'uint16']);
