import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { durationText } from '../../duration-text.ts';
import { viewsOf } from '../served-views.ts';

/** An answer is no younger than what it was computed from. */
export const rule: Rule = {
  code: 'TN1723',
  name: 'cache-freshness',
  summary: 'Answers are kept longer than the features that they are computed from.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      const ttl = service.cache?.ttl;
      if (!ttl) return;
      const short = viewsOf(model, service)
        .flatMap((view) => (view.ttl ? [{ view, ttl: view.ttl }] : []))
        .sort((a, b) => a.ttl.value.value - b.ttl.value.value)[0];
      if (!short || short.ttl.value.value >= ttl.value.value) return;
      const wanted = durationText(short.ttl.value.value);
      report({
        message: `Answers of ${service.name} are kept for ${ttl.value.text}, and ${short.view.name} is too old after ${short.ttl.value.text}.`,
        origin: ttl.origin,
        help: `Keep them for ${wanted} at most.`,
        data: {
          replacements: isOwn(ttl.origin)
            ? [replace(`Keep them for ${wanted}`, ttl.origin, `for ${wanted}`, true)]
            : [],
        },
        related: [{ origin: short.ttl.origin, message: `${short.view.name} may not be older than that.` }],
      });
    }),
  ],
  fixes: [replaceFix],
};
