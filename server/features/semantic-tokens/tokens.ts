import { bindingRange, nameRange, type Range, type Symbol } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

export const TOKEN_TYPES = ['class', 'property', 'variable', 'parameter', 'enumMember', 'function'] as const;
export const TOKEN_MODIFIERS = ['declaration', 'readonly'] as const;

export interface Token {
  readonly range: Range;
  /** Index into {@link TOKEN_TYPES}. */
  readonly type: number;
  /** Bits by the index in {@link TOKEN_MODIFIERS}. */
  readonly modifiers: number;
}

const TYPES: Readonly<Record<string, (typeof TOKEN_TYPES)[number]>> = {
  column: 'property',
  feature: 'property',
  step: 'variable',
  param: 'parameter',
  parameter: 'parameter',
  let: 'parameter',
  template: 'function',
  environment: 'enumMember',
};

/** Every name that means a declaration, in the order of the text. */
export function semanticTokens(model: ModelFile): Token[] {
  const byPlace = new Map<string, Token>();
  const add = (symbol: Symbol, range: Range, isDeclaration: boolean): void => {
    if (range.start.line !== range.end.line) return;
    const type = TOKEN_TYPES.indexOf(TYPES[symbol.kind] ?? 'class');
    const modifiers = (symbol.file.library ? 2 : 0) | (isDeclaration ? 1 : 0);
    byPlace.set(`${range.start.line}:${range.start.character}`, { range, type, modifiers });
  };
  const declare = (symbol: Symbol): void => {
    add(symbol, nameRange(symbol), true);
    symbol.all.forEach(declare);
  };
  model.file.symbols.declared.forEach(declare);
  for (const binding of model.checked.bindings) add(binding.symbol, bindingRange(binding), false);
  return [...byPlace.values()].sort(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
  );
}
