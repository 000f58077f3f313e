import type { Model } from '../../../model/learning.ts';
import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';
import { chainOf, isVerb } from '../chain.ts';

/** Axes that stay open are those that the model leaves open. */
export const rule: Rule = {
  code: 'TN2024',
  name: 'export-axes',
  summary: "An export fixes an axis that the model leaves open, or opens one that it doesn't have.",
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(optimize, (block, model, report) => {
      const from = block.clause('from');
      const first = from && model.element('model', from.value.symbol);
      const open = first ? openAxes(first) : [];
      if (!first || open.length === 0) return;
      for (const step of chainOf(block).steps) {
        const dynamic = isVerb(step, 'export') ? step.block.get('dynamic') : undefined;
        if (!dynamic || dynamic.origin.layer === 'default') continue;
        const place = written(step.block, 'dynamic');
        const unknown = dynamic.value.find((name) => !open.includes(name));
        const fixed = open.filter((name) => !dynamic.value.includes(name));
        if (unknown === undefined && fixed.length === 0) continue;
        const near =
          unknown === undefined
            ? undefined
            : (suggest(unknown, fixed) ?? (fixed.length === 1 ? fixed[0] : undefined));
        const right = [...new Set([...dynamic.value.filter((name) => open.includes(name)), ...fixed])];
        report({
          message:
            unknown === undefined
              ? `${step.name} fixes ${fixed.join(' and ')} at the size of the example: ${first.name} leaves ${fixed.length === 1 ? 'it' : 'them'} open.`
              : `${first.name} has no axis ${unknown}.`,
          origin: dynamic.origin,
          ...(unknown === undefined ? { severity: 'warning' as const } : {}),
          help: near === undefined ? `Its open axes are ${open.join(', ')}.` : `Did you mean ${near}?`,
          related: [{ origin: first.origin, message: `The tensors of ${first.name}.` }],
          ...fixable(place && change(`Change to [${right.join(', ')}]`, place, `[${right.join(', ')}]`)),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Symbols in the shapes of the inputs, in the order in which they first come. */
function openAxes({ inputs }: Model): readonly string[] {
  const names = inputs.flatMap(({ type }) =>
    type.kind === 'tensor' ? type.shape.filter((size) => typeof size === 'string') : [],
  );
  return [...new Set(names)];
}
