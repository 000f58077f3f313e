import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { windowsOf } from '../windows.ts';

/** A value that is never renewed should count as missing one day. */
export const rule: Rule = {
  code: 'TN1421',
  name: 'online-ttl',
  summary: 'Values over windows are kept in an online store for ever.',
  severity: 'hint',
  reach: 'element',
  set: 'strict',
  checks: [
    onBlock(featuresWord, (block, _model, report) => {
      const longest = windowsOf(block).at(-1);
      const stores = block.require('stores');
      if (!longest || block.get('ttl') || !stores.value.some((store) => store !== 'offline')) return;
      report({
        message: `Values of ${block.symbol.name} are served for ever, also when nothing renews them.`,
        origin: stores.origin,
        help: `Say when they count as missing, such as ttl: ${longest.length.text}, the longest window.`,
        data: {
          replacements: [
            {
              title: `Add ttl: ${longest.length.text}`,
              edits: [addStatement(placeOf(block.layers), `ttl: ${longest.length.text}`)],
            },
          ],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
