import type { Symbol } from '../../scoping/symbol.ts';
import { referredName } from '../../scoping/value.ts';
import { attributeExists } from './attribute-names.ts';
import type { LoweringContext } from './context.ts';
import { physicalName } from './physical-name.ts';

/** `lake.name`: the text that an attribute stands for in the applied environment; addresses are only known later. */
export function attributeOf(
  context: LoweringContext,
  symbol: Symbol,
  attribute: string,
  instance?: Symbol,
): string | undefined {
  if (!attributeExists(symbol, attribute)) return undefined;
  return attribute === 'name'
    ? physicalName(symbol, context.environment, instance)
    : `\${${referredName({ symbol, ...(instance ? { instance } : {}) })}.${attribute}}`;
}
