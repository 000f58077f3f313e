import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

/** Fewest images with which there is one to go back to. */
const FEWEST = 2;

/** Going back to the image before needs the image before. */
export const rule: Rule = {
  code: 'TN1828',
  name: 'registry-keep',
  summary: 'A registry keeps only one image, so that nothing can be rolled back.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const registry of cloud.resources) {
        if (registry.kind !== 'registry' || registry.keep === undefined || registry.keep.value >= FEWEST)
          continue;
        report({
          message: `${registry.name} keeps one image, so there is none to go back to.`,
          origin: registry.keep.origin,
          help: 'Keep ten; machines that start again pull the image that they ran, too.',
          data: {
            replacements: isWritten(registry.keep)
              ? [replace('Keep 10 images', registry.keep.origin, 'keep: 10', true)]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
