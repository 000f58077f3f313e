import { AstUtils } from 'langium';
import { isDeclaration, isNameRef, isStep } from '../../../generated/ast.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { removeStatement } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { hasUnknown } from '../../named-steps.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** Each request pays for every step, whether somebody looks at its result or not. */
export const rule: Rule = {
  code: 'TN1733',
  name: 'unused-service-step',
  summary: 'Nothing takes the result of a step of a service.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (service, model, report) => {
      const statements = service.statements();
      // Without an output the last step is the answer.
      if (!statements.some(({ node }) => isDeclaration(node) && node.noun === 'output')) return;
      // What is misspelt may have been meant.
      if (hasUnknown(service.symbol, model)) return;
      for (const { node, in: layer } of statements) {
        if (!isStep(node) || !node.name) continue;
        const isTaken = statements.some(
          (other) =>
            other.node !== node &&
            AstUtils.streamAst(other.node).some((part) => isNameRef(part) && part.name === node.name),
        );
        if (isTaken) continue;
        const origin = service.originOf(node, layer, node.name);
        report({
          message: `Nothing takes the result of step ${node.name}, and every request waits for it.`,
          origin,
          help: `Take it (output … from ${node.name}), or remove the step.`,
          data: {
            replacements: isOwn(origin)
              ? [{ title: `Remove step ${node.name}`, edits: [removeStatement(origin.file, node)] }]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
