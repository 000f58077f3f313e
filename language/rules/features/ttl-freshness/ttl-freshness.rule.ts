import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';

/** A value may not count as missing before the next one is there. */
export const rule: Rule = {
  code: 'TN1404',
  name: 'ttl-freshness',
  summary: 'Stored values count as missing earlier than new ones have to be there.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(featuresWord, (block, _model, report) => {
      const ttl = block.get('ttl');
      const freshness = block.get('freshness');
      if (!ttl || !freshness || ttl.value.value >= freshness.value.value) return;
      const change = (name: 'ttl' | 'freshness', to: string) => {
        const written = writtenValue(block, name);
        return written
          ? [{ title: `Change ${name} to ${to}`, edits: [replaceNode(written.file, written.node, to)] }]
          : [];
      };
      report({
        message: `A value of ${block.symbol.name} counts as missing after ${ttl.value.text}, and the next one may take ${freshness.value.text}.`,
        origin: ttl.origin,
        help: 'In between the model gets nulls. Let values live at least as long as they may lag behind.',
        data: {
          replacements: [...change('ttl', freshness.value.text), ...change('freshness', ttl.value.text)],
        },
        related: [{ origin: freshness.origin, message: `They may lag behind by ${freshness.value.text}.` }],
      });
    }),
  ],
  fixes: [replaceFix],
};
