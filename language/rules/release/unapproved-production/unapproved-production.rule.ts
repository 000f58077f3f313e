import type { Block } from '../../../model/lowering/block.ts';
import { environment } from '../../../vocabulary/areas/release.ts';
import { addStatement, placeOf } from '../../edits.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { ownLayer } from '../../written.ts';

const PRODUCTION = /^(prod|production|live)$/u;

/** Somebody other than the author looks at what customers will get. */
export const rule: Rule = {
  code: 'TN1918',
  name: 'unapproved-production',
  summary: 'Anybody may launch to production alone.',
  severity: 'warning',
  reach: 'neighbours',
  set: 'strict',
  checks: [
    onBlock(environment, (block, model, report) => {
      if (!PRODUCTION.test(block.symbol.name) || isApproved(block, model, new Set())) return;
      const { reader } = ownLayer(block);
      const channels = [...reader.names.visible()]
        .filter(({ kind }) => kind === 'channel')
        .map(({ name }) => name);
      report({
        message: `Nobody has to agree before something is launched to ${block.symbol.name}.`,
        origin: block.origin(),
        help: 'Say who: require approval by [a channel that reaches them].',
        data: {
          replacements: [...new Set(channels)].slice(0, 3).map((name) => ({
            title: `Require approval by ${name}`,
            edits: [addStatement(placeOf(block.layers), `require approval by [${name}]`)],
          })),
        },
      });
    }),
  ],
  fixes: [replaceFix],
};

/** It, or an environment that it extends, asks for approval. */
function isApproved(block: Block<typeof environment>, model: ModelView, seen: Set<string>): boolean {
  if (seen.has(block.symbol.qualifiedName)) return true;
  seen.add(block.symbol.qualifiedName);
  if (block.actions('require').length > 0) return true;
  const parent = block.clause('extends')?.value.symbol;
  const above = parent && model.block(environment, parent);
  return above !== undefined && isApproved(above, model, seen);
}
