import type { ExpressionNode } from '../../language/model/expression.ts';
import { quotePython } from '../kit/python.ts';

/** Measures that the evaluation step computes, by kind of label. */
export const METRICS: ReadonlySet<string> = new Set([
  'auc', 'accuracy', 'balanced_accuracy', 'precision', 'recall', 'f1', 'log_loss', 'brier_score',
  'rmse', 'mae', 'mse', 'r2', 'rows',
]); // prettier-ignore

const OPERATORS: Readonly<Record<string, string>> = { '==': '==', '!=': '!=', and: 'and', or: 'or' };

/**
 * A requirement as a Python expression over `metrics`, a dictionary of numbers. What it can't say is
 * added to `problems`.
 */
export function requirementInPython(node: ExpressionNode, problems: string[]): string {
  const write = (part: ExpressionNode): string => {
    const text = requirementInPython(part, problems);
    return part.node === 'binary' || part.node === 'conditional' ? `(${text})` : text;
  };
  switch (node.node) {
    case 'number':
      return String(node.value);
    case 'quantity':
      return String(node.quantity.value);
    case 'boolean':
      return node.value ? 'True' : 'False';
    case 'string':
      return quotePython(node.value);
    case 'measure':
    case 'word': {
      const own = node.node === 'word' || node.of === undefined || node.of.kind === 'step';
      if (!own)
        problems.push(`the measure "${node.name}" of another version is not known to the evaluation step`);
      else if (!METRICS.has(node.name)) problems.push(`the evaluation step does not measure "${node.name}"`);
      return `metrics[${quotePython(node.name)}]`;
    }
    case 'unary':
      return node.operator === 'not' ? `not ${write(node.operand)}` : `-${write(node.operand)}`;
    case 'binary':
      if (node.operator === 'in' && node.right.node === 'binary' && node.right.operator === '..') {
        return `${write(node.right.left)} <= ${write(node.left)} <= ${write(node.right.right)}`;
      }
      if (node.operator === '..' || node.operator === 'in') break;
      return `${write(node.left)} ${OPERATORS[node.operator] ?? node.operator} ${write(node.right)}`;
    case 'conditional':
      return `${write(node.positive)} if ${write(node.condition)} else ${write(node.negative)}`;
    case 'call':
      if (['abs', 'min', 'max', 'round'].includes(node.function)) {
        return `${node.function}(${node.arguments.map((part) => requirementInPython(part, problems)).join(', ')})`;
      }
      problems.push(`a requirement can't call ${node.function}()`);
      return '0';
    case 'column':
    case 'feature':
    case 'list':
    case 'null':
  }
  problems.push('a requirement has no form for this expression');
  return '0';
}
