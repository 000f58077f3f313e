import { isDeclaration } from '../../../generated/ast.ts';
import { clauseNodes } from '../../../scoping/analysis.ts';
import { template } from '../../../vocabulary/areas/language.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fileOf, ownLayer } from '../../written.ts';
import { instanceOf, MADE_KINDS } from '../instances.ts';

/** What nobody makes is never checked as a whole, and still has to be read by everyone. */
export const rule: Rule = {
  code: 'TN1914',
  name: 'idle-template',
  summary: 'Nothing is made from a template.',
  severity: 'hint',
  reach: 'project',
  set: 'strict',
  checks: [
    onBlock(template, (block, model, report) => {
      const { node } = ownLayer(block);
      if (!isDeclaration(node)) return;
      const [kind] = clauseNodes(node.clauses, 'for');
      const word = MADE_KINDS.find(({ noun }) => kind?.$type === 'NameRef' && kind.name === noun);
      if (!word) return;
      const made = model.blocks(word).some((each) => {
        const of = instanceOf(each)?.template;
        return of?.qualifiedName === block.symbol.qualifiedName;
      });
      if (made) return;
      report({
        message: `Nothing is made from the template ${block.symbol.name}.`,
        origin: block.origin(),
        help: 'Use it, or remove it.',
        data: {
          replacements: [
            { title: `Remove ${block.symbol.name}`, edits: [removeStatement(fileOf(block), node)] },
          ],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
