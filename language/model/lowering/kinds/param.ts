import { isDeclaration } from '../../../generated/ast.ts';
import type { Value } from '../../../scoping/value.ts';
import { UNKNOWN_TYPE } from '../../../types/data-type.ts';
import { readType } from '../../../types/read-type.ts';
import type { Parameter, ParameterValue } from '../../release.ts';
import type { Sourced } from '../../origin.ts';
import type { KindLowering } from '../kind-lowering.ts';
import type { LoweringContext } from '../context.ts';
import type { Symbol } from '../../../scoping/symbol.ts';

export const lowering: KindLowering<'param'> = {
  kind: 'param',
  lower(symbol, context) {
    if (!isDeclaration(symbol.node)) return undefined;
    const { type } = symbol.node;
    const value = layeredValue(symbol, context);
    const allowed =
      type?.$type === 'Binary' && type.operator === 'in'
        ? context.reader(symbol).evaluate(type.right)
        : undefined;
    return {
      ...context.element('param', symbol),
      type: type ? readType(type, () => undefined) : UNKNOWN_TYPE,
      ...(value ? { value } : {}),
      ...allowedValues(allowed),
    };
  },
};

function layeredValue(symbol: Symbol, context: LoweringContext): Sourced<ParameterValue> | undefined {
  let result: Sourced<ParameterValue> | undefined;
  for (const { node, origin, layer, reader } of context.parameterLayers(symbol)) {
    const value = parameterValue(reader.evaluate(node));
    if (value === undefined) continue;
    const sourced = { value, origin: { ...origin, layer } };
    result = result ? { ...sourced, under: result } : sourced;
  }
  const final = context.parameter(symbol);
  const given = final && 'is' in final ? parameterValue(final) : undefined;
  if (
    given === undefined ||
    given === result?.value ||
    JSON.stringify(given) === JSON.stringify(result?.value)
  )
    return result;
  const sourced = { value: given, origin: context.origin(symbol, symbol.node, 'command') };
  return result ? { ...sourced, under: result } : sourced;
}

/** A parameter's value as plain data; undefined when it is not one. */
export function parameterValue(value: Value): ParameterValue | undefined {
  switch (value.is) {
    case 'number':
      return value.number;
    case 'text':
      return value.text;
    case 'boolean':
      return value.boolean;
    case 'word':
      return value.word;
    case 'quantity':
      return value.quantity;
    case 'range':
      return value.from.is === 'number' && value.to.is === 'number'
        ? { from: value.from.number, to: value.to.number }
        : undefined;
    default:
      return undefined;
  }
}

function allowedValues(value: Value | undefined): Pick<Parameter, 'allowed'> {
  if (value?.is === 'list') {
    return { allowed: value.items.map(parameterValue).filter((each) => each !== undefined) };
  }
  const range = value?.is === 'range' ? parameterValue(value) : undefined;
  return typeof range === 'object' && 'from' in range ? { allowed: range } : {};
}
