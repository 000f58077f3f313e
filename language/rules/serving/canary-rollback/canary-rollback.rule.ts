import { AstUtils } from 'langium';
import { isAction } from '../../../generated/ast.ts';
import { rollback } from '../../../vocabulary/areas/recovery.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { canariesOf, versionText } from '../versions.ts';

/** Going back has to end somewhere else. */
export const rule: Rule = {
  code: 'TN1722',
  name: 'canary-rollback',
  summary: 'A canary that fails is rolled back to itself.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (service, _model, report) => {
      for (const { block, model, version } of canariesOf(service)) {
        if (version === undefined) continue;
        for (const { node, in: layer } of block.handlers()) {
          for (const action of AstUtils.streamAst(node).filter(isAction)) {
            if (action.verb !== rollback.verb) continue;
            const to = block.actionBlock(rollback, { node: action, in: layer }).clause('to');
            const target = typeof to?.value === 'object' ? to.value : undefined;
            if (!to || target?.symbol !== model || target.version !== version) continue;
            report({
              message: `When ${versionText(model.name, version)} fails, it is rolled back to itself.`,
              origin: to.origin,
              help: 'Go back to what answered before: rollback to previous.',
              data: {
                replacements: isOwn(to.origin)
                  ? [replace('Change to previous', to.origin, 'to previous', true)]
                  : [],
              },
            });
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
