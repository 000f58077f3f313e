import { isDeclaration } from '../../../generated/ast.ts';
import type { Model, Port } from '../../../model/learning.ts';
import { printType } from '../../../types/data-type.ts';
import { bundle as bundleWord } from '../../../vocabulary/areas/features.ts';
import { input as inputWord, model as modelWord } from '../../../vocabulary/areas/models.ts';
import type { ModelView } from '../../model-view.ts';
import { namesUnknown } from '../../named-steps.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { itemsOf } from '../../written.ts';

/** The last axis of an input that features fill has one position for each of them. */
export const rule: Rule = {
  code: 'TN1503',
  name: 'feature-count',
  summary: "The number of features differs from the size of the tensor's last axis.",
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('model', (net, model, report) => {
      for (const port of net.inputs) {
        const { name, type, features, typeOrigin, origin } = port;
        if (type.kind !== 'tensor' || (features.length === 0 && !isOfNothing(port, model))) continue;
        const size = type.shape.at(-1);
        if (typeof size !== 'number' || size === features.length || fillsUnknown(net, name, model)) continue;
        const right = printType({ ...type, shape: [...type.shape.slice(0, -1), features.length] });
        const names = features.map(({ qualifiedName }) =>
          qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1),
        );
        report({
          message: `input ${name} has ${size} positions, and ${features.length} features fill it.`,
          origin: typeOrigin ?? origin,
          help:
            names.length > 0 ? `In order: ${names.join(', ')}.` : 'What it is filled from has no features.',
          ...(typeOrigin && features.length > 0
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

/** Whether an input is filled from a view or bundle that has no feature at all. */
const isOfNothing = ({ from }: Port, model: ModelView): boolean =>
  from !== undefined &&
  ((from.kind === 'features' && model.element('features', from)?.features.length === 0) ||
    (from.kind === 'bundle' && model.element('bundle', from)?.takes.length === 0));

/** Whether some of the features are not known, which is told where they are named. */
function fillsUnknown(net: Model, input: string, model: ModelView): boolean {
  const port = model
    .ownBlock(modelWord, net)
    ?.children(inputWord)
    .find(({ layers }) => layers.some(({ node }) => isDeclaration(node) && node.name === input));
  const from = port?.clauseExpression('from');
  if (!from) return false;
  const { names } = from.reader;
  return (
    namesUnknown(from.node, names) ||
    itemsOf(from.node).some((node) => {
      const symbol = node.$type === 'NameRef' ? names.lookup(node.name, ['bundle']) : undefined;
      const bundle = symbol?.kind === 'bundle' ? model.block(bundleWord, symbol) : undefined;
      return bundle
        ?.actions('takes')
        .some(({ node: takes, in: layer }) => takes.object && namesUnknown(takes.object, layer.reader.names));
    })
  );
}
