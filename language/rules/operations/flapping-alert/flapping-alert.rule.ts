import { textOf } from '../../../parser/index.ts';
import { addClause, fileOf } from '../../written.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { ownMonitors, WATCHED } from '../monitor-words.ts';

/** Who is woken three times for nothing mutes the channel. */
export const rule: Rule = {
  code: 'TN2104',
  name: 'flapping-alert',
  summary: 'One bad measurement is enough to wake somebody.',
  severity: 'warning',
  reach: 'element',
  set: 'strict',
  checks: WATCHED.map((word) =>
    onBlock(word, (block, _model, report) => {
      for (const { node, in: layer } of ownMonitors(block)) {
        if (!node.next || node.clauses.some(({ word: clause }) => clause === 'for')) continue;
        report({
          message: `One measurement with ${textOf(node.object!)} is enough for ${node.next.verb}.`,
          origin: block.originOf(node.object!, layer, 'monitor'),
          help: 'Say how long it must hold, such as for 5m.',
          data: {
            replacements: [
              { title: 'Add for 5m', edits: [addClause(fileOf(block), node, 'for 5m')], preferred: true },
            ],
          },
        });
      }
    }),
  ),
  fixes: [replaceFix],
};
