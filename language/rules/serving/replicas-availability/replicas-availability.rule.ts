import { errorBudget, known } from '../../../capacity/index.ts';
import { scale as scaleWord, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { comparisonsOf } from '../comparison.ts';
import { isLiteral } from '../../literal.ts';

/** Above this a restart of the only copy, with its load of the model, is more than may be lost in a month. */
const ONE_COPY = 0.999;
/** Percentages are not exact as binary fractions. */
const TOLERANCE = 1e-9;

/** One copy is away whenever it is replaced. */
export const rule: Rule = {
  code: 'TN1727',
  name: 'replicas-availability',
  summary: 'A service promises to be nearly always there, and one copy may be all there is.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const { scale } = service;
      // None at all is another rule's finding.
      if (scale && scale.min.value !== 1) return;
      for (const { measure, limit, expression, operator, role } of comparisonsOf(service)) {
        const share = typeof limit === 'number' ? limit : limit.value;
        if (measure !== 'availability' || role !== 'promise' || !operator.startsWith('>')) continue;
        if (share <= ONE_COPY + TOLERANCE || share >= 1) continue;
        const minutes = Math.round(errorBudget(known('availability', share)).result!.value / 60);
        report({
          message: `${service.name} may be away for ${minutes} minutes in 30 days, and may have only one copy.`,
          origin: expression.origin,
          help: 'Keep two copies at least, so that one answers while the other is replaced.',
          data: { replacements: replacements() },
          ...(scale
            ? { related: [{ origin: scale.min.origin, message: 'It may have only one copy.' }] }
            : {}),
        });
      }

      function replacements(): readonly Replacement[] {
        const block = model.block(serviceWord, service)!;
        const title = 'Keep two copies at least';
        if (!scale) {
          const edits = [addStatement(placeOf(block.layers), 'scale { replicas: 2 }')];
          return block.layers.some(isOwn) ? [{ title, edits }] : [];
        }
        const body = block.child(scaleWord);
        const text = scale.max.value > 2 ? `replicas: 2..${scale.max.value}` : 'replicas: 2';
        if (scale.min.origin.layer === 'default')
          return body && body.layers.some(isOwn)
            ? [{ title, edits: [addStatement(placeOf(body.layers), text)] }]
            : [];
        return isOwn(scale.min.origin) && isLiteral(body?.expression('replicas')?.node)
          ? [replace(title, scale.min.origin, text)]
          : [];
      }
    }),
  ],
  fixes: [replaceFix],
};
