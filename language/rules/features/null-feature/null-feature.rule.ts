import { textOf } from '../../../parser/index.ts';
import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import type { Feature } from '../../../model/data.ts';
import { replaceNode } from '../../edits.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { familyOf } from '../../type-family.ts';
import { writtenRow } from '../../written.ts';

/** A tensor has no nulls, so something else stands in their place. */
export const rule: Rule = {
  code: 'TN1408',
  name: 'null-feature',
  summary: 'A feature that may be null fills a tensor.',
  severity: 'hint',
  reach: 'neighbours',
  set: 'strict',
  checks: [
    onElement('model', (net, model, report) => {
      for (const input of net.inputs) {
        if (input.type.kind !== 'tensor') continue;
        for (const ref of input.features) {
          const feature = model.find(ref);
          if (feature?.kind !== 'feature' || !feature.type.nullable) continue;
          if (familyOf(feature.type) !== 'number') continue;
          report({
            message: `${feature.name} may be null, and a tensor such as input ${input.name} of ${net.name} has no nulls.`,
            origin: ref.origin,
            help: 'Say what stands in its place: coalesce(…, 0).',
            data: { replacements: coalesce(feature, model) },
            related: [{ origin: feature.origin, message: `${feature.name} is computed here.` }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

function coalesce(feature: Feature, model: ModelView): Replacement[] {
  const view = feature.qualifiedName.slice(0, -feature.name.length - 1);
  const row = writtenRow(
    model.block(featuresWord, { qualifiedName: view })?.symbol.members.get(feature.name),
  );
  if (!feature.typeInferred || !row?.node.formula) return [];
  return [
    {
      title: `Take 0 where ${feature.name} is null`,
      edits: [replaceNode(row.file, row.node.formula, `coalesce(${textOf(row.node.formula)}, 0)`)],
    },
  ];
}
