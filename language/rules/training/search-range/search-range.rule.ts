import { isDeclaration } from '../../../generated/ast.ts';
import { parameterValue } from '../../../model/lowering/kinds/param.ts';
import { param } from '../../../vocabulary/areas/language.ts';
import { search, training } from '../../../vocabulary/areas/training.ts';
import { textOf } from '../../../parser/index.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { triesOf, type Try } from '../tries.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';

/** A search tries only what the parameter may be. */
export const rule: Rule = {
  code: 'TN1674',
  name: 'search-range',
  summary: 'A search tries values that a parameter of the training may not have.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(search, (block, model, report) => {
      const of = block.clause('of')?.value.symbol;
      const parameters = (of && model.block(training, of)?.children(param)) ?? [];
      for (const each of triesOf(block)) {
        const declared = parameters.find(({ symbol }) => symbol.name === each.parameter);
        const node = declared?.top.node;
        const type = isDeclaration(node) ? node.type : undefined;
        if (!declared || type?.$type !== 'Binary' || type.operator !== 'in') continue;
        const value = declared.top.reader.silently().evaluate(type.right);
        const allowed =
          value.is === 'list'
            ? value.items.map(parameterValue)
            : value.is === 'range'
              ? parameterValue(value)
              : undefined;
        const right = allowed === undefined ? undefined : allowedPart(each, allowed);
        if (right === undefined) continue;
        const { in: layer } = each.action;
        report({
          message: `${block.symbol.name} tries ${each.parameter} in ${textOf(each.values)}, and it may only be in ${textOf(type.right)}.`,
          origin: block.originOf(each.values, layer, 'try'),
          help: right === '' ? 'None of these values may be tried.' : `Of these, ${right} may be tried.`,
          related: [{ origin: declared.origin(), message: 'The parameter is declared here.' }],
          ...fixable(
            right !== '' && isPlain(each.values, layer)
              ? change(`Change to ${right}`, { file: layer.reader.names.file.path, node: each.values }, right)
              : undefined,
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

type Allowed = ReturnType<typeof parameterValue> | readonly ReturnType<typeof parameterValue>[];

/** The part of what is tried that is allowed, as written; undefined when all of it is, empty when nothing is. */
function allowedPart({ range, items }: Try, allowed: Allowed): string | undefined {
  const isAllowed = (value: number | string): boolean =>
    Array.isArray(allowed)
      ? allowed.includes(value)
      : typeof value === 'number' && isRange(allowed) && value >= allowed.from && value <= allowed.to;
  if (items) {
    const kept = items.filter(isAllowed);
    return kept.length === items.length ? undefined : kept.length === 0 ? '' : `[${kept.join(', ')}]`;
  }
  // A range the wrong way round is told by another rule.
  if (!range || range.from > range.to || !isRange(allowed)) return undefined;
  if (range.from >= allowed.from && range.to <= allowed.to) return undefined;
  if (range.from > allowed.to || range.to < allowed.from) return '';
  const from = range.from >= allowed.from ? textOf(range.fromNode) : String(allowed.from);
  const to = range.to <= allowed.to ? textOf(range.toNode) : String(allowed.to);
  return `${from}..${to}`;
}

const isRange = (value: Allowed): value is { readonly from: number; readonly to: number } =>
  typeof value === 'object' && 'from' in value;
