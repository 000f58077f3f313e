import { bucket as bucketWord } from '../../../vocabulary/areas/infrastructure.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { resourceBlock } from '../resource-block.ts';

const KEEP = 'keep: 90d';

/** What is overwritten every day is stored, and paid for, once for each day there ever was. */
export const rule: Rule = {
  code: 'TN1835',
  name: 'kept-for-ever',
  summary: 'A bucket keeps every old version of every object for ever.',
  severity: 'hint',
  reach: 'element',
  set: 'strict',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      for (const bucket of cloud.resources) {
        if (bucket.kind !== 'bucket' || !bucket.versioning.value || bucket.keep) continue;
        const block = resourceBlock(model, cloud, bucketWord, bucket);
        report({
          message: `${bucket.name} keeps every old version for ever.`,
          origin: bucket.origin,
          help: `Write ${KEEP}: old versions are then deleted after 90 days.`,
          data: {
            replacements: block
              ? [
                  {
                    title: `Add ${KEEP}`,
                    edits: [addStatement(placeOf(block.layers), KEEP)],
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
