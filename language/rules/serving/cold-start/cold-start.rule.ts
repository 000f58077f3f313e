import { scale as scaleWord, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { baseOf, comparisonsOf, upperBound } from '../comparison.ts';
import { isLiteral } from '../../literal.ts';

const TIMES: ReadonlySet<string> = new Set(['latency', 'first_token', 'first_word']);
/** In less time no server with a model starts, in seconds. */
const FASTEST_START = 30;

/** The first request after a pause waits for a machine, an image and the model. */
export const rule: Rule = {
  code: 'TN1728',
  name: 'cold-start',
  summary: 'A service that promises to be fast may have no copy running.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const block = model.block(serviceWord, service)?.child(scaleWord);
      if (!service.scale || !block || (block.get('warm')?.value ?? 0) > 0) return;
      const { min, max } = service.scale;
      const toZero = block.get('to_zero');
      const isPaused = typeof toZero?.value === 'object';
      if (min.value > 0 && !isPaused) return;
      const promise = comparisonsOf(service).find(
        (one) =>
          one.role === 'promise' &&
          TIMES.has(baseOf(one)) &&
          (upperBound(one, 'duration') ?? Infinity) < FASTEST_START,
      );
      if (!promise) return;
      const origin = isPaused ? toZero.origin : min.origin;
      const replacements: Replacement[] = [];
      if (isPaused && min.value > 0 && isOwn(origin))
        replacements.push(replace('Let one copy always run', origin, 'to_zero: never', true));
      if (min.value === 0 && isOwn(min.origin) && isLiteral(block.expression('replicas')?.node)) {
        const text = `replicas: 1..${Math.max(1, max.value)}`;
        const { edits } = replace('', min.origin, text);
        const never = isPaused && isOwn(origin) ? replace('', origin, 'to_zero: never').edits : [];
        replacements.push({ title: 'Let one copy always run', edits: [...edits, ...never], preferred: true });
      }
      report({
        message: `${service.name} may have no copy running, and the first request then can't keep ${promise.expression.text}.`,
        origin,
        help: 'Let one copy always run, or keep one warm: warm: 1.',
        data: { replacements },
        related: [{ origin: promise.expression.origin, message: 'It is promised here.' }],
      });
    }),
  ],
  fixes: [replaceFix],
};
