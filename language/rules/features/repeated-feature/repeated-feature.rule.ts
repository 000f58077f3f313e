import { textOf } from '../../../parser/index.ts';
import { featureSymbols } from '../../../model/lowering/kinds/bundle.ts';
import { bundle as bundleWord } from '../../../vocabulary/areas/features.ts';
import { reference } from '../../../vocabulary/value-type.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { itemsOf } from '../../written.ts';

const TAKEN = reference('features', 'feature');

/** Each feature stands once in a bundle. */
export const rule: Rule = {
  code: 'TN1411',
  name: 'repeated-feature',
  summary: 'A bundle takes a feature twice.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(bundleWord, (block, _model, report) => {
      const items = block.actions('takes').flatMap(({ node, in: layer }) =>
        itemsOf(node.object).flatMap((item) => {
          const found = layer.reader.silently().read(TAKEN, item);
          const names = found ? featureSymbols(found.symbol).map((each) => each.qualifiedName) : [];
          return names.length > 0 ? [{ item, layer, names }] : [];
        }),
      );
      for (const [index, { item, layer, names }] of items.entries()) {
        const others = new Set(
          items.flatMap((each, at) =>
            // Of two that say the same, the later one is too much.
            at !== index && (at < index || each.names.length > names.length) ? each.names : [],
          ),
        );
        const twice = names.filter((name) => others.has(name));
        if (twice.length === 0) continue;
        const isWhole = twice.length === names.length;
        report({
          message: `${block.symbol.name} takes ${twice.map((name) => name.split('.').slice(-2).join('.')).join(', ')} twice.`,
          origin: block.originOf(item, layer, 'takes'),
          help: isWhole ? `Leave out ${textOf(item)}.` : 'Name the other features of the view one by one.',
          data: {
            replacements: isWhole
              ? [
                  {
                    title: `Leave out ${textOf(item)}`,
                    edits: [removeStatement(layer.reader.names.file.path, item)],
                    preferred: true,
                  },
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
