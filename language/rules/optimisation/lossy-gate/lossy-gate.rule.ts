import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { METRICS } from '../../../vocabulary/functions.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb, type ChainStep } from '../chain.ts';
import { asksForQuality, figuresOf } from '../gate-figures.ts';

/** What makes answers worse is measured by how good the answers are. */
export const rule: Rule = {
  code: 'TN2003',
  name: 'lossy-gate',
  summary: 'A step that makes answers worse is not held to any quality.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(optimize, (block, _, report) => {
      const { steps, gates } = chainOf(block);
      const others = new Set(steps.map(({ name }) => name));
      const lossy = steps.filter(isLossy);
      // A gate on a later step holds what it was made from, too.
      const guarded = new Set(
        steps.filter((step) => step.gates.some(({ node }) => asksForQuality(node, others))).flatMap(lineOf),
      );
      const first = lossy.find(
        (step) =>
          !guarded.has(step) && !lossy.some((other) => other !== step && lineOf(other).includes(step)),
      );
      if (!first) return;
      const asked = gates.flatMap(({ node }) => [...figuresOf(node)]).find((name) => METRICS.has(name));
      const gate = `require ${asked ?? 'accuracy'} >= baseline.${asked ?? 'accuracy'} - 0.01`;
      report({
        message: `${first.name} ${LOSSY[first.verb]!}, and nothing requires that its answers stay good.`,
        origin: first.origin,
        help: `Add a condition on a metric, such as ${gate}.`,
        ...fixable({ title: `Add ${gate}`, edits: [addStatement(placeOf(block.layers), gate)] }),
      });
    }),
  ],
  fixes: [replaceFix],
};

const lineOf = (step: ChainStep): ChainStep[] => {
  const line = [step];
  for (let each = step.takes.step; each; each = each.takes.step) line.push(each);
  return line;
};

const LOSSY: Readonly<Record<string, string>> = {
  quantise: 'computes with fewer bits',
  prune: 'removes weights',
  distil: 'is another, smaller model',
};

/** 16 bits are near enough to 32 for the answers of trained networks; below that it must be measured. */
function isLossy(step: ChainStep): boolean {
  if (!isVerb(step, 'quantise')) return step.verb in LOSSY;
  const to = clauseOf(step, 'to')?.value;
  return to !== undefined && to !== 'fp16' && to !== 'bf16';
}
