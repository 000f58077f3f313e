import type { Feature } from '../../../model/data.ts';
import type { Port } from '../../../model/learning.ts';
import type { Ref } from '../../../model/element.ts';
import { printType } from '../../../types/data-type.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { familyOf } from '../../type-family.ts';

/** A tensor of numbers is filled with numbers, and one of texts with texts. */
export const rule: Rule = {
  code: 'TN1407',
  name: 'text-feature',
  summary: 'A feature that is a text or a time fills a tensor of numbers, or a number one of texts.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('model', (net, model, report) => {
      for (const input of net.inputs) {
        const found = input.features.flatMap((ref) => {
          const feature = model.find(ref);
          return feature?.kind === 'feature' ? [{ ref, feature, family: familyOf(feature.type) }] : [];
        });
        if (input.type.kind !== 'tensor') continue;
        if (input.type.item === 'string') {
          const number = found.find(({ family }) => family === 'number');
          if (number && !found.some(({ family }) => family === 'text'))
            reportNumber(net.name, input, number.feature, report);
        } else {
          for (const each of found)
            if (each.family === 'text' || each.family === 'time') reportText(net.name, input, each, report);
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

function reportText(
  net: string,
  input: Port,
  {
    ref,
    feature,
    family,
  }: { readonly ref: Ref; readonly feature: Feature; readonly family: string | undefined },
  report: SystemReport,
): void {
  if (input.type.kind !== 'tensor') return;
  report({
    message: `${feature.name} is a ${printType({ ...feature.type, nullable: false })}, and input ${input.name} of ${net} takes ${input.type.item}.`,
    origin: ref.origin,
    help:
      family === 'text'
        ? `Give each value a number before: ${feature.name} == "…" as a feature of its own for each, or hash(…).`
        : 'Give a number that says something, such as hour(…) or the time that has passed.',
    data: { replacements: [] },
    related: [{ origin: feature.origin, message: `${feature.name} is computed here.` }],
  });
}

function reportNumber(net: string, input: Port, feature: Feature, report: SystemReport): void {
  if (input.type.kind !== 'tensor') return;
  const right = printType({ ...input.type, item: 'float32' });
  report({
    message: `Input ${input.name} of ${net} takes texts, and ${feature.name} and the others that fill it are numbers.`,
    origin: input.typeOrigin ?? input.origin,
    help: `Declare it as the file of the model has it, such as ${right}.`,
    data: {
      replacements: input.typeOrigin ? [replace(`Change to ${right}`, input.typeOrigin, right)] : [],
    },
    related: [{ origin: feature.origin, message: `${feature.name} is computed here.` }],
  });
}
