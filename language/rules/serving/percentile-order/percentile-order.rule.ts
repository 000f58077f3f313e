import { objective, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import type { Service } from '../../../model/service.ts';
import { removeStatement } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import type { ModelView } from '../../model-view.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { baseOf, comparisonsOf, upperBound, type Comparison } from '../comparison.ts';

/** From the one that the most requests keep to the one that the fewest do. */
const ORDER = ['p50', 'p90', 'p95', 'p99', 'max'];

/** If 99 of 100 requests are faster than 20 ms, then so are 50 of them. */
export const rule: Rule = {
  code: 'TN1741',
  name: 'percentile-order',
  summary: 'A promise says nothing, because a stricter one is made as well.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const promises = comparisonsOf(service).flatMap((one) => {
        const rank = ORDER.indexOf(one.measure.split('.')[1] ?? '');
        const seconds = upperBound(one, 'duration');
        return one.role === 'promise' && rank >= 0 && seconds !== undefined ? [{ one, rank, seconds }] : [];
      });
      for (const weak of promises) {
        const strict = promises.find(
          (other) =>
            baseOf(other.one) === baseOf(weak.one) && other.rank > weak.rank && other.seconds <= weak.seconds,
        );
        if (!strict) continue;
        report({
          message: `${weak.one.expression.text} says nothing, since ${strict.one.expression.text} is promised.`,
          origin: weak.one.expression.origin,
          help: 'Swap the limits, or leave one of them out.',
          data: {
            replacements: [
              ...swapped(weak.one, strict.one, weak.seconds === strict.seconds),
              ...removed(model, service, weak.one),
            ],
          },
          related: [{ origin: strict.one.expression.origin, message: 'It is promised here.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function swapped(a: Comparison, b: Comparison, isSame: boolean): readonly Replacement[] {
  if (isSame || !isOwn(a.origin) || !isOwn(b.origin)) return [];
  if (a.expression.parameters?.length || b.expression.parameters?.length) return [];
  if (typeof a.limit === 'number' || typeof b.limit === 'number') return [];
  const edits = [...replace('', a.origin, b.limit.text).edits, ...replace('', b.origin, a.limit.text).edits];
  return [{ title: 'Swap the limits', edits }];
}

function removed(model: ModelView, service: Service, { expression }: Comparison): readonly Replacement[] {
  const { start } = expression.origin.range;
  for (const child of model.block(serviceWord, service)?.children(objective) ?? []) {
    for (const { node, in: layer } of child.conditions()) {
      const { file, range } = child.originOf(node, layer);
      const isIt =
        file === expression.origin.file &&
        range.start.line === start.line &&
        range.start.character === start.character;
      if (isIt && isOwn(layer))
        return [{ title: `Remove ${expression.text}`, edits: [removeStatement(file, node)] }];
    }
  }
  return [];
}
