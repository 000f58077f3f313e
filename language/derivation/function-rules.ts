import type { ExpressionNode } from '../model/expression.ts';
import { nodesOf } from '../model/expression-nodes.ts';
import { FUNCTIONS } from '../vocabulary/functions.ts';

/** What a function does to types and null, where its documentation says only what it computes. */
const SENTENCES: Readonly<Record<string, string>> = {
  avg: 'avg gives float64, and null where the window has no value',
  mean: 'mean gives float64, and null where there is no value',
  stddev: 'stddev gives float64, and null where there are fewer than two values',
  quantile: 'quantile gives float64, and null where there is no value',
  sum: 'sum gives int64 for whole numbers and float64 for others, and null where there is no value',
  min: 'min keeps the type, and gives null where there is no value',
  max: 'max keeps the type, and gives null where there is no value',
  first: 'first keeps the type, and gives null where there is no row',
  last: 'last keeps the type, and gives null where there is no row',
  count: 'count gives int64 and 0 where there is no row, never null',
  count_if: 'count_if gives int64 and 0 where there is no row, never null',
  count_distinct: 'count_distinct gives int64 and 0 where there is no row, never null',
  coalesce: 'coalesce is null only where all that it chooses from are null',
};

/** The rules by which the type of a formula follows from those of its parts, each once, the outermost first. */
export function rulesOf(root: ExpressionNode): string[] {
  const rules = new Set<string>();
  for (const node of nodesOf(root)) {
    const rule = ruleOf(node);
    if (rule !== undefined) rules.add(rule);
  }
  return [...rules];
}

function ruleOf(node: ExpressionNode): string | undefined {
  switch (node.node) {
    case 'call': {
      const known = SENTENCES[node.function];
      const result = known ?? FUNCTIONS.get(node.function)?.doc.replace(/\.$/u, '');
      const said =
        known === undefined && result !== undefined ? `${node.function}: ${lower(result)}` : result;
      return said === undefined || node.over === undefined
        ? said
        : `${said}; the window is ${duration(node.over)}`;
    }
    case 'binary':
      if (node.operator === '/') return 'a division gives float64';
      if ('+-*'.includes(node.operator))
        return 'arithmetic gives the wider type of both sides, and null where one is null';
      return node.operator === '..' ? undefined : 'a comparison gives bool, and null where one side is null';
    case 'conditional':
      return 'if gives the wider type of both branches';
    default:
      return undefined;
  }
}

/** A word in capitals, such as ISO, keeps them. */
const lower = (text: string): string =>
  /^[A-Z]{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

const STEPS = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** Seconds in the largest unit that makes a whole number of them. */
export function duration(seconds: number): string {
  const [unit, worth] = STEPS.find(([, size]) => seconds >= size && seconds % size === 0) ?? ['s', 1];
  return `${seconds / worth}${unit}`;
}
