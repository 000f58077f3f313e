import { isEntry, type Expression as ExpressionSyntax } from '../../../generated/ast.ts';
import type { Source } from '../../../model/data.ts';
import type { Pipeline, Step } from '../../../model/pipeline.ts';
import { textOf } from '../../../parser/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import { source as sourceWord } from '../../../vocabulary/areas/data.ts';
import { expectOfRows } from '../../../vocabulary/areas/pipelines.ts';
import { contradict, contradiction, exchangeEdges, limitsOf, type Limit } from '../../limits.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf, ownLayer } from '../../written.ts';
import { PASSING, stepOf } from '../step-results.ts';
import { actionsIn, writtenSteps, type WrittenStep } from '../written-steps.ts';

/** A limit that rows keep to at some place, and who says so. */
interface Known {
  readonly limit: Limit;
  readonly says: string;
}

/** A condition that no row can meet leaves no row. */
export const rule: Rule = {
  code: 'TN1621',
  name: 'impossible-condition',
  summary: 'A condition that no row can meet, or that contradicts one before it.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const written = writtenSteps(pipeline, model);
      const bound = new Map(
        written.map((each) => [
          each.step,
          conditionsOf(each).flatMap(({ node, binds }) =>
            binds ? limitsOf(node, each.reader).map((limit): Known => ({ limit, says: each.step.name })) : [],
          ),
        ]),
      );
      const knownBefore = limitsBefore(pipeline, model, bound);
      for (const each of written) {
        const { step, file, reader } = each;
        const known = knownBefore(step);
        for (const { node } of conditionsOf(each)) {
          const own = limitsOf(node, reader);
          const inside = contradiction(own);
          const against = own.flatMap((limit) => {
            const found = known.get(limit.subject)?.find((other) => contradict(limit, other.limit));
            return found ? [{ limit, found }] : [];
          })[0];
          if (!inside && !against) continue;
          const [a, b] = (inside ?? []).map((limit) => textOf(limit.node));
          report({
            message: inside
              ? a === b
                ? `No row can meet ${a!}.`
                : `No row can meet both ${a!} and ${b!}.`
              : `No row can meet ${textOf(against!.limit.node)}: ${against!.found.says} lets only ${textOf(against!.found.limit.node)} pass.`,
            origin: { ...step.origin, file, range: whereIs(node) },
            help: inside
              ? 'Write the lower limit first, or join the two by or.'
              : 'One of the two is not what is meant.',
            data: { replacements: inside ? exchangeEdges(file, inside) : [] },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

type KnownLimits = ReadonlyMap<string, readonly Known[]>;
const NOTHING: KnownLimits = new Map();

/** What holds of the rows that a step takes, by subject; each step adds to what the one before it leaves. */
function limitsBefore(
  pipeline: Pipeline,
  model: ModelView,
  bound: ReadonlyMap<Step, readonly Known[]>,
): (step: Step) => KnownLimits {
  const after = new Map<Step, KnownLimits>();
  const ofSource = (step: Step): KnownLimits => {
    const source =
      step.verb === 'read' && 'source' in step ? model.element('source', step.source) : undefined;
    return source ? tightened(NOTHING, schemaLimits(source, model)) : NOTHING;
  };
  const before = (step: Step): KnownLimits => {
    if (step.verb === 'read') return ofSource(step);
    const last = stepOf(pipeline, step.inputs[0]);
    // Walked back with a list, since a pipeline can be long; a circle is as good as nothing.
    const open: Step[] = [];
    for (let each = last; each && !after.has(each) && !open.includes(each);) {
      open.push(each);
      each = PASSING.has(each.verb) ? stepOf(pipeline, each.inputs[0]) : undefined;
    }
    for (const each of open.reverse()) {
      const previous = PASSING.has(each.verb) ? stepOf(pipeline, each.inputs[0]) : undefined;
      const known = previous ? (after.get(previous) ?? NOTHING) : ofSource(each);
      after.set(each, tightened(known, bound.get(each) ?? []));
    }
    return last ? (after.get(last) ?? NOTHING) : NOTHING;
  };
  return before;
}

/** Adds limits, and keeps of each subject the first, and those that leave the least. */
function tightened(known: KnownLimits, more: readonly Known[]): KnownLimits {
  if (more.length === 0) return known;
  const result = new Map(known);
  for (const each of more) {
    const all = [...(result.get(each.limit.subject) ?? []), each];
    const lowest = all.reduce((a, b) =>
      (b.limit.max?.value ?? Infinity) < (a.limit.max?.value ?? Infinity) ? b : a,
    );
    const highest = all.reduce((a, b) =>
      (b.limit.min?.value ?? -Infinity) > (a.limit.min?.value ?? -Infinity) ? b : a,
    );
    result.set(
      each.limit.subject,
      all.filter(
        (one) => one === all[0] || one.limit.words !== undefined || one === lowest || one === highest,
      ),
    );
  }
  return result;
}

/** Conditions that a step has on rows; `binds` where rows that don't meet one go no further. */
function conditionsOf({ step, action }: WrittenStep): readonly { node: ExpressionSyntax; binds: boolean }[] {
  const where = clauseOf(action, 'where');
  if (step.verb !== 'validate') return where ? [{ node: where, binds: true }] : [];
  return actionsIn(action.body, expectOfRows.verb).flatMap((expect) => {
    const severity = clauseOf(expect, 'severity');
    const binds = !severity || textOf(severity) === 'error';
    return expect.object ? [{ node: expect.object, binds }] : [];
  });
}

/** What the schema of a source says of its columns, by their names instead of `value`. */
function schemaLimits(source: Source, model: ModelView): readonly Known[] {
  const block = model.block(sourceWord, source);
  if (!block) return [];
  const reader = ownLayer(block).reader.silently();
  return source.columns.flatMap(({ name }) => {
    const node = block.symbol.members.get(name)?.node;
    const where = node && isEntry(node) ? clauseOf(node, 'where') : undefined;
    if (!where) return [];
    return limitsOf(where, reader).map((limit) => ({
      limit: limit.subject === 'value' ? { ...limit, subject: name } : limit,
      says: `the schema of ${source.name}`,
    }));
  });
}
