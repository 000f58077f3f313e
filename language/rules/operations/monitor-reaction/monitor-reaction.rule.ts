import { AstUtils } from 'langium';
import { isAction, isNameRef } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { whereIs } from '../../../scoping/place.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fileOf, ownLayer } from '../../written.ts';
import { ownMonitors, WATCHED } from '../monitor-words.ts';

/** A figure that nobody is told about is one that nobody watches. */
export const rule: Rule = {
  code: 'TN2101',
  name: 'monitor-reaction',
  summary: 'A figure is watched, and nothing happens when it is bad.',
  severity: 'warning',
  reach: 'element',
  checks: WATCHED.map((word) =>
    onBlock(word, (block, _model, report) => {
      for (const { node, in: layer } of ownMonitors(block)) {
        if (node.next) continue;
        const { end } = whereIs(node);
        report({
          message: `Nothing happens when ${textOf(node.object!)}: nobody is told.`,
          origin: block.originOf(node, layer, 'monitor'),
          help: 'Say what follows, such as then alert and a channel.',
          data: {
            replacements: channelsFor(block).map((name, index) => ({
              title: `Alert ${name}`,
              edits: [{ file: fileOf(block), range: { start: end, end }, newText: ` then alert ${name}` }],
              ...(index === 0 ? { preferred: true } : {}),
            })),
          },
        });
      }
    }),
  ),
  fixes: [replaceFix],
};

/** Channels that can be named here; those that the element tells already come first. */
function channelsFor(block: Block): readonly string[] {
  const layer = ownLayer(block);
  const alerted = [...AstUtils.streamAst(layer.node)]
    .filter(isAction)
    .flatMap(({ verb, object }) => (verb === 'alert' && isNameRef(object) ? [object.name] : []));
  const visible = [...layer.reader.names.visible()].filter(({ kind }) => kind === 'channel');
  return [...new Set([...alerted, ...visible.map(({ name }) => name).sort()])].slice(0, 3);
}
