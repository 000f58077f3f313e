import { isBinary } from '../../../generated/ast.ts';
import type { Expression, ExpressionNode } from '../../../model/expression.ts';
import type { Block } from '../../../model/lowering/block.ts';
import type { Origin } from '../../../model/origin.ts';
import type { Pipeline } from '../../../model/pipeline.ts';
import type { Objective, Service } from '../../../model/service.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { textOf } from '../../../parser/index.ts';
import { objective, service as serviceWord, stream } from '../../../vocabulary/areas/serving.ts';
import { MEASURES, type MeasureWord } from '../../../vocabulary/functions.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';

/** A limit is measured in the unit of what it limits: latency in milliseconds, throughput in requests per second. */
export const rule: Rule = {
  code: 'TN1703',
  name: 'objective-unit',
  summary: 'A measure is compared with a limit of another unit.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const promised = new Set(service.objectives.map(({ expression }) => expression));
      checkPromises(service.objectives, report);
      // The same holds wherever a measure is compared: to scale by it, to watch it, to start something.
      checkOthers(service, promised, report);
      checkStream(model.block(serviceWord, service), report);
    }),
    onElement('model', ({ objectives = [] }, _model, report) => checkPromises(objectives, report)),
    onElement('pipeline', (pipeline, _model, report) => checkOthers(pipeline, new Set(), report)),
  ],
  fixes: [replaceFix],
};

type Limit = Objective['limit'];

function checkPromises(objectives: readonly Objective[], report: SystemReport): void {
  for (const { expression, limit, limitOrigin, measure } of objectives) {
    const name = measure.split('.')[0]!;
    const known = MEASURES.get(name);
    if (known) checkLimit(known, limit, limitOrigin, report);
    else checkName(expression, measure, name, report);
  }
}

function checkOthers(element: Service | Pipeline, done: ReadonlySet<Expression>, report: SystemReport): void {
  for (const expression of expressionsIn(element)) {
    if (done.has(expression)) continue;
    for (const { measure, limit } of comparisonsIn(expression.root))
      checkLimit(measure, limit, expression.origin, report, false);
  }
}

/** Promises about the first piece of an answer, which the resolved model has no field for. */
function checkStream(service: Block<typeof serviceWord> | undefined, report: SystemReport): void {
  for (const child of service?.child(stream)?.children(objective) ?? []) {
    for (const { node, in: layer } of child.conditions()) {
      const { expression } = node;
      const measure = isBinary(expression) && MEASURES.get(textOf(expression.left).split('.')[0]!);
      if (!isBinary(expression) || !measure) continue;
      const limit = layer.reader.silently().evaluate(expression.right);
      const value =
        limit.is === 'quantity' ? limit.quantity : limit.is === 'number' ? limit.number : undefined;
      if (value !== undefined) checkLimit(measure, value, child.originOf(expression.right, layer), report);
    }
  }
}

/** Every bound expression of an element, wherever it stands. */
function* expressionsIn(value: unknown): Iterable<Expression> {
  if (typeof value !== 'object' || value === null) return;
  if ('root' in value && 'text' in value && 'origin' in value) yield value as Expression;
  else
    for (const [key, inner] of Object.entries(value))
      if (key !== 'origin' && key !== 'under') yield* expressionsIn(inner);
}

function* comparisonsIn(
  node: ExpressionNode,
): Iterable<{ readonly measure: MeasureWord; readonly limit: Limit }> {
  if (node.node !== 'binary') return;
  yield* comparisonsIn(node.left);
  yield* comparisonsIn(node.right);
  const measure = node.left.node === 'measure' && MEASURES.get(node.left.name.split('.')[0]!);
  const { right } = node;
  const limit =
    right.node === 'quantity' ? right.quantity : right.node === 'number' ? right.value : undefined;
  if (measure && limit !== undefined && /^([<>]=?|[=!]=)$/.test(node.operator)) yield { measure, limit };
}

/** `isLimit`: the place is the limit alone, so it can be replaced. */
function checkLimit(
  measure: MeasureWord,
  limit: Limit,
  place: Origin,
  report: SystemReport,
  isLimit = true,
): void {
  const wanted = measure.dimension;
  const found = typeof limit === 'number' ? undefined : limit.dimension;
  if (wanted === undefined || found === wanted) return;
  // A share may be written as a fraction.
  if (wanted === 'ratio' && typeof limit === 'number' && limit >= 0 && limit <= 1) return;
  const text = typeof limit === 'number' ? String(limit) : limit.text;
  const texts = conversions(limit, wanted);
  report({
    message: `${measure.name} is ${NAMES[wanted]}, and ${text} is ${found === undefined ? 'a number without a unit' : (NAMES[found] ?? `a ${found}`)}.`,
    origin: place,
    help: texts.length > 0 ? `Write ${texts.join(' or ')}.` : `Write it like ${EXAMPLES[wanted]}.`,
    ...(texts.length > 0 && isLimit
      ? {
          data: {
            replacements: texts.map((newText, index) =>
              replace(`Change to ${newText}`, place, newText, index === 0),
            ),
          },
        }
      : {}),
  });
}

const NAMES: Readonly<Record<string, string>> = {
  duration: 'a duration',
  ratio: 'a share',
  rate: 'a rate',
  bytes: 'a size',
  price: 'a price',
  power: 'a power',
  money: 'an amount of money',
  times: 'a number of times',
};
const EXAMPLES: Readonly<Record<NonNullable<MeasureWord['dimension']>, string>> = {
  duration: '20ms',
  ratio: '99.9%',
  rate: '500/s',
  bytes: '4GiB',
  price: '0.40USD/Mtoken',
  power: '15W',
  money: '400EUR',
};

/** The same amount in units of the dimension that is wanted, the likeliest first. */
function conversions(
  limit: Objective['limit'],
  wanted: NonNullable<MeasureWord['dimension']>,
): readonly string[] {
  if (typeof limit === 'number') {
    if (wanted === 'duration') return [`${limit}ms`, `${limit}s`];
    if (wanted === 'rate') return [`${limit}/s`, `${limit}/min`];
    if (wanted === 'ratio') return [`${limit}%`];
    return wanted === 'bytes' ? [`${limit}MiB`, `${limit}GiB`] : [];
  }
  // One after the other: 20 ms for each request are 50 requests in a second.
  if (wanted === 'rate' && limit.dimension === 'duration' && limit.value > 0)
    return [`${rounded(1 / limit.value)}/s`];
  if (wanted === 'duration' && limit.dimension === 'rate' && limit.value > 0)
    return [`${rounded(1000 / limit.value)}ms`];
  return [];
}

const rounded = (value: number): string => String(Number(value.toPrecision(6)));

/** Other measures are allowed, since a gateway or the code may report them; a near miss is told. */
function checkName(expression: Expression, measure: string, name: string, report: SystemReport): void {
  const suggestion = suggest(name, MEASURES.keys());
  if (suggestion === undefined) return;
  const corrected = expression.text.replace(measure, measure.replace(name, suggestion));
  report({
    message: `Tenon knows no measure ${name}.`,
    origin: expression.origin,
    severity: 'warning',
    help: `Did you mean ${suggestion}?`,
    data: { replacements: [replace(`Change to ${suggestion}`, expression.origin, corrected, true)] },
  });
}
