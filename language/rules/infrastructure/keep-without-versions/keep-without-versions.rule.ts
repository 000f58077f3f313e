import { bucket as bucketWord } from '../../../vocabulary/areas/infrastructure.ts';
import { removeStatement } from '../../edits.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { resourceBlock } from '../resource-block.ts';
import { isWritten } from '../../own-place.ts';

/** Old versions are kept for some time only where there are any. */
export const rule: Rule = {
  code: 'TN1838',
  name: 'keep-without-versions',
  summary: 'A bucket is to keep old versions, and makes none.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      for (const bucket of cloud.resources) {
        if (bucket.kind !== 'bucket' || !bucket.keep || bucket.versioning.value) continue;
        const entry = resourceBlock(model, cloud, bucketWord, bucket)?.entries('keep').at(-1);
        report({
          message: `${bucket.name} is to keep old versions for ${bucket.keep.value.text}, and makes none: what is overwritten is gone.`,
          origin: bucket.keep.origin,
          help: 'Switch versioning on, or remove keep.',
          data: {
            replacements: [
              ...(isWritten(bucket.versioning)
                ? [replace('Switch versioning on', bucket.versioning.origin, 'versioning: on', true)]
                : []),
              ...(entry
                ? [{ title: 'Remove keep', edits: [removeStatement(bucket.keep.origin.file, entry.node)] }]
                : []),
            ],
          },
          related: [{ origin: bucket.versioning.origin, message: 'Versioning is switched off here.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
