import type { Cluster, Identity, Machine } from '../../../model/infrastructure.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isOwn } from '../../own-place.ts';

/** Whoever takes a role has to be named in it; everybody else is refused. */
export const rule: Rule = {
  code: 'TN1812',
  name: 'identity-trust',
  summary: 'A machine or cluster is given an identity that does not trust it.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      const users = cloud.resources.flatMap((one) =>
        (one.kind === 'machine' || one.kind === 'cluster') && one.identity
          ? [{ one, ref: one.identity }]
          : [],
      );
      for (const { one, ref } of users) {
        const identity = model.find(ref) as Identity | undefined;
        const needed = takerOf(one);
        if (identity?.kind !== 'identity' || identity.trusts.value === needed) continue;
        const others = users.filter((other) => other.ref.qualifiedName === ref.qualifiedName);
        report({
          message: `${one.name} can't take ${identity.name}, which trusts ${identity.trusts.value} and not ${needed}.`,
          origin: ref.origin,
          help:
            others.length > 1
              ? `Give ${one.name} an identity of its own that trusts ${needed}.`
              : `Write trusts: ${needed} in ${identity.name}.`,
          data: {
            replacements:
              others.length === 1 && isOwn(identity.trusts.origin)
                ? [
                    replace(
                      `Let ${identity.name} trust ${needed}`,
                      identity.trusts.origin,
                      `trusts: ${needed}`,
                      true,
                    ),
                  ]
                : [],
          },
          related: [{ origin: identity.trusts.origin, message: `It trusts ${identity.trusts.value}.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** A machine, or what runs on the cluster. */
const takerOf = (one: Machine | Cluster): string => (one.kind === 'machine' ? 'ec2' : one.platform.value);
