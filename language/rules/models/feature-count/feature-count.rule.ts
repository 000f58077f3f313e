import { printType } from '../../../types/data-type.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** The last axis of an input that features fill has one position for each of them. */
export const rule: Rule = {
  code: 'TN1503',
  name: 'feature-count',
  summary: "The number of features differs from the size of the tensor's last axis.",
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('model', (model, _, report) => {
      for (const { name, type, features, typeOrigin, origin } of model.inputs) {
        if (features.length === 0 || type.kind !== 'tensor') continue;
        const size = type.shape.at(-1);
        if (typeof size !== 'number' || size === features.length) continue;
        const right = printType({ ...type, shape: [...type.shape.slice(0, -1), features.length] });
        const names = features.map(({ qualifiedName }) =>
          qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1),
        );
        report({
          message: `input ${name} has ${size} positions, and ${features.length} features fill it.`,
          origin: typeOrigin ?? origin,
          help: `In order: ${names.join(', ')}.`,
          ...(typeOrigin
            ? { data: { replacements: [replace(`Change the type to ${right}`, typeOrigin, right)] } }
            : {}),
          related: features
            .slice(0, 1)
            .map((feature) => ({ origin: feature.origin, message: 'These features fill it.' })),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
