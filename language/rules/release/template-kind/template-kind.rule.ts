import { clauseNodes } from '../../../scoping/analysis.ts';
import { whereIs } from '../../../scoping/place.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { instanceOf, MADE_KINDS } from '../instances.ts';

/** What a template says is read by its kind: the statements of a service mean nothing in a pipeline. */
export const rule: Rule = {
  code: 'TN1912',
  name: 'template-kind',
  summary: 'An element is made from a template for another kind.',
  severity: 'error',
  reach: 'neighbours',
  checks: MADE_KINDS.map((word) =>
    onBlock(word, (block, _model, report) => {
      const instance = instanceOf(block);
      if (!instance) return;
      const { template, declaration, layer } = instance;
      const [kindNode] = clauseNodes(declaration.clauses, 'for');
      const kind = kindNode?.$type === 'NameRef' ? kindNode.name : undefined;
      if (kind === undefined || kind === word.noun) return;
      // The noun is the first word of the declaration.
      const { start } = whereIs(layer.node);
      const end = { line: start.line, character: start.character + word.noun.length };
      report({
        message: `${block.symbol.name} is a ${word.noun}, and ${template.name} is a template for ${kind === 'features' ? 'features' : `a ${kind}`}.`,
        origin: block.originOf(instance.call, layer),
        help: `Write ${kind} ${block.symbol.name}, or use a template for ${word.noun}.`,
        data: {
          replacements: [
            {
              title: `Make ${block.symbol.name} a ${kind}`,
              edits: [{ file: layer.reader.names.file.path, range: { start, end }, newText: kind }],
            },
          ],
        },
      });
    }),
  ),
  fixes: [replaceFix],
};
