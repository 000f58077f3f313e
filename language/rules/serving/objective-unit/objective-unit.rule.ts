import type { Objective } from '../../../model/service.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { MEASURES, type MeasureWord } from '../../../vocabulary/functions.ts';
import { replace, replaceFix } from '../../replacement.ts';
import type { Rule, SystemReport } from '../../rule.ts';

/** A limit is measured in the unit of what it limits: latency in milliseconds, throughput in requests per second. */
export const rule: Rule = {
  code: 'TN1703',
  name: 'objective-unit',
  summary: 'The limit of an objective has another unit than what it limits.',
  severity: 'error',
  checkSystem({ system }, report) {
    for (const service of system.elements) {
      if (service.kind !== 'service') continue;
      for (const objective of service.objectives) {
        const [name = ''] = objective.measure.split('.');
        const measure = MEASURES.get(name);
        if (measure) checkLimit(objective, measure, report);
        else checkName(objective, name, report);
      }
    }
  },
  fixes: [replaceFix],
};

function checkLimit(objective: Objective, measure: MeasureWord, report: SystemReport): void {
  const { limit, limitOrigin } = objective;
  const wanted = measure.dimension;
  const found = typeof limit === 'number' ? undefined : limit.dimension;
  if (wanted === undefined || found === wanted) return;
  // A share may be written as a fraction.
  if (wanted === 'ratio' && typeof limit === 'number' && limit >= 0 && limit <= 1) return;
  const text = typeof limit === 'number' ? String(limit) : limit.text;
  const replacements = conversions(limit, wanted).map((newText, index) => replace(`Change to ${newText}`, limitOrigin, newText, index === 0));
  report({
    message: `${measure.name} is ${NAMES[wanted]}, and ${text} is ${found === undefined ? 'a number without a unit' : (NAMES[found] ?? `a ${found}`)}.`,
    origin: limitOrigin,
    help: replacements.length > 0 ? `Write ${replacements.map(({ edits }) => edits[0]!.newText).join(' or ')}.` : `Write it like ${EXAMPLES[wanted]}.`,
    ...(replacements.length > 0 ? { data: { replacements } } : {}),
  });
}

const NAMES: Readonly<Record<string, string>> = {
  duration: 'a duration',
  ratio: 'a share',
  rate: 'a rate',
  bytes: 'a size',
  price: 'a price',
  times: 'a number of times',
};
const EXAMPLES: Readonly<Record<NonNullable<MeasureWord['dimension']>, string>> = {
  duration: '20ms',
  ratio: '99.9%',
  rate: '500/s',
  bytes: '4GiB',
  price: '0.40USD/Mtoken',
};

/** The same amount in units of the dimension that is wanted, the likeliest first. */
function conversions(limit: Objective['limit'], wanted: NonNullable<MeasureWord['dimension']>): readonly string[] {
  if (typeof limit === 'number') {
    if (wanted === 'duration') return [`${limit}ms`, `${limit}s`];
    if (wanted === 'rate') return [`${limit}/s`, `${limit}/min`];
    if (wanted === 'ratio') return [`${limit}%`];
    return wanted === 'bytes' ? [`${limit}MiB`, `${limit}GiB`] : [];
  }
  // One after the other: 20 ms for each request are 50 requests in a second.
  if (wanted === 'rate' && limit.dimension === 'duration' && limit.value > 0) return [`${rounded(1 / limit.value)}/s`];
  if (wanted === 'duration' && limit.dimension === 'rate' && limit.value > 0) return [`${rounded(1000 / limit.value)}ms`];
  return [];
}

const rounded = (value: number): string => String(Number(value.toPrecision(6)));

/** Other measures are allowed, since a gateway or the code may report them; a near miss is told. */
function checkName({ measure, expression }: Objective, name: string, report: SystemReport): void {
  const suggestion = suggest(name, MEASURES.keys());
  if (suggestion === undefined) return;
  report({
    message: `Tenon knows no measure ${name}.`,
    origin: expression.origin,
    severity: 'warning',
    help: `Did you mean ${suggestion}?`,
    data: {
      replacements: [
        replace(`Change to ${suggestion}`, expression.origin, expression.text.replace(measure, measure.replace(name, suggestion)), true),
      ],
    },
  });
}
