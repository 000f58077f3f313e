import { AstUtils } from 'langium';
import { isMember, isNameRef, type Expression } from '../../generated/ast.ts';
import { MEASURES } from '../../vocabulary/functions.ts';

/** Figures that a condition asks about: `latency` of `plan.latency.p99 < 3ms`, `top1` of `top1 >= baseline.top1`. */
export function figuresOf(condition: Expression): ReadonlySet<string> {
  const figures = new Set<string>();
  for (const node of AstUtils.streamAst(condition)) {
    if (isMember(node)) figures.add(node.member);
    else if (isNameRef(node)) figures.add(node.name);
  }
  return figures;
}

const PERCENTILES = /^(p[0-9]+|mean|max)$/u;

/** Whether a condition asks how good the answers are, and not only what they cost. */
export const asksForQuality = (condition: Expression, others: ReadonlySet<string>): boolean =>
  [...figuresOf(condition)].some(
    (name) => !MEASURES.has(name) && !PERCENTILES.test(name) && !others.has(name) && name !== 'baseline',
  );
