import { cloud as cloudWord } from '../../../vocabulary/areas/infrastructure.ts';
import { isDeclaration } from '../../../generated/ast.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Pods of EKS find their role by the name of their service account, so nothing in the model names it. */
const NAMED_ELSEWHERE: ReadonlySet<string> = new Set(['eks']);

/** A role that nobody needs is one more that somebody can misuse. */
export const rule: Rule = {
  code: 'TN1836',
  name: 'unused-identity',
  summary: 'No machine and no cluster has an identity.',
  severity: 'hint',
  reach: 'element',
  set: 'strict',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      const used = new Set(
        cloud.resources.flatMap((one) =>
          (one.kind === 'machine' || one.kind === 'cluster') && one.identity
            ? [one.identity.qualifiedName]
            : [],
        ),
      );
      for (const identity of cloud.resources) {
        if (identity.kind !== 'identity' || used.has(identity.qualifiedName)) continue;
        if (NAMED_ELSEWHERE.has(identity.trusts.value)) continue;
        const statement = model
          .block(cloudWord, cloud)
          ?.statements()
          .find(
            ({ node, in: layer }) =>
              layer.layer === 'declaration' &&
              isDeclaration(node) &&
              node.noun === identity.kind &&
              node.name === identity.name,
          );
        report({
          message: `No machine and no cluster of ${cloud.name} has the identity ${identity.name}.`,
          origin: identity.origin,
          help: `Give it to one (identity: ${identity.name}), or remove it.`,
          data: {
            replacements: statement
              ? [
                  {
                    title: `Remove ${identity.name}`,
                    edits: [removeStatement(identity.origin.file, statement.node)],
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
