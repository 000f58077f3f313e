import { whereIs } from '../../../scoping/place.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { instanceOf, MADE_KINDS, missingOf, surplusOf } from '../instances.ts';

/** A part of the element stays without a value, and nobody says which. */
export const rule: Rule = {
  code: 'TN1910',
  name: 'template-value',
  summary: 'A template is used without a value that it needs.',
  severity: 'error',
  reach: 'neighbours',
  checks: MADE_KINDS.map((word) =>
    onBlock(word, (block, _model, report) => {
      const instance = instanceOf(block);
      if (!instance) return;
      // A value under another name is the fault then, and is told there.
      if (surplusOf(instance).some(({ name }) => name !== undefined)) return;
      const missing = missingOf(instance).map(({ name }) => name);
      if (missing.length === 0) return;
      const { template, call, layer } = instance;
      report({
        message: `${block.symbol.name} gives ${template.name} no ${missing.join(' and no ')}.`,
        origin: block.originOf(call, layer),
        help: `Add ${missing.map((name) => `${name}: …`).join(', ')}, or give the parameter a default.`,
        related: [
          {
            origin: {
              ...block.originOf(call, layer),
              file: template.file.path,
              range: whereIs(template.node, 'name'),
            },
            message: 'The template says what it needs.',
          },
        ],
      });
    }),
  ),
};
