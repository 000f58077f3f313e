import { scale as scaleWord, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isLiteral } from '../../literal.ts';
import { servingsOf } from '../servings.ts';

/** Scaling needs a range, and a figure that says where in it to be. */
export const rule: Rule = {
  code: 'TN1732',
  name: 'scale-room',
  summary: 'A service has a figure to scale by and no room, or room and no figure.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const { scale } = service;
      const block = model.block(serviceWord, service)?.child(scaleWord);
      if (!scale || !block) return;
      const { min, max, keep } = scale;
      // An environment that needs less fixes the number on purpose.
      const isFixedHere = max.origin.layer === 'environment';
      if (keep.length > 0 && min.value === max.value && !isFixedHere) {
        const text = `replicas: ${min.value}..${Math.max(2, max.value * 2)}`;
        const replacements: Replacement[] = [];
        if (max.origin.layer === 'default') {
          if (block.layers.some(isOwn))
            replacements.push({ title: `Add ${text}`, edits: [addStatement(placeOf(block.layers), text)] });
        } else if (isOwn(max.origin) && isLiteral(block.expression('replicas')?.node)) {
          replacements.push(replace(`Change to ${text}`, max.origin, text));
        }
        report({
          message: `${service.name} always has ${max.value} ${max.value === 1 ? 'copy' : 'copies'}, whatever ${keep[0]!.text} says.`,
          origin: keep[0]!.origin,
          help: `Give it room: ${text}.`,
          data: { replacements },
        });
      }
      if (keep.length > 0 || min.value === max.value || isPaused()) return;
      const onGpu = servingsOf(service).some(({ instances }) => instances?.on.value === 'gpu');
      const text = `keep ${onGpu ? 'gpu' : 'cpu'}_utilization < 70%`;
      report({
        message: `${service.name} may have ${min.value} to ${max.value} copies, and nothing says when: it stays at ${min.value}.`,
        origin: max.origin,
        help: `Say which figure decides, such as ${text}.`,
        data: {
          replacements: block.layers.some(isOwn)
            ? [{ title: `Add ${text}`, edits: [addStatement(placeOf(block.layers), text)], preferred: true }]
            : [],
        },
      });

      /** Requests themselves start and stop it. */
      function isPaused(): boolean {
        return typeof block?.get('to_zero')?.value === 'object';
      }
    }),
  ],
  fixes: [replaceFix],
};
