import type { Bucket } from '../../../model/infrastructure.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

/** A program that may delete, and a bucket that forgets at once, are one wrong prefix away from no data. */
export const rule: Rule = {
  code: 'TN1830',
  name: 'delete-without-versions',
  summary: 'An identity may delete objects of a bucket that keeps no old versions.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      for (const identity of cloud.resources) {
        if (identity.kind !== 'identity') continue;
        for (const { actions, on, origin } of identity.allows) {
          const bucket = on.kind === 'bucket' && (model.find(on) as Bucket | undefined);
          if (!bucket || !actions.includes('delete') || bucket.versioning.value) continue;
          report({
            message: `${identity.name} may delete objects of ${bucket.name}, which keeps no old versions.`,
            origin,
            help: `Switch versioning on in ${bucket.name}, and keep old versions for some days.`,
            data: {
              replacements: isWritten(bucket.versioning)
                ? [
                    replace(
                      `Keep old versions in ${bucket.name}`,
                      bucket.versioning.origin,
                      'versioning: on',
                      true,
                    ),
                  ]
                : [],
            },
            related: [{ origin: bucket.versioning.origin, message: 'Versioning is switched off here.' }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
