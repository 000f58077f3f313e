import type { Ref } from '../model/element.ts';
import type { ExpressionNode } from '../model/expression.ts';
import type { DataType } from '../types/data-type.ts';
import { mapScope, type ExpressionScope, type Meaning } from './expression-scope.ts';
import type { Symbol } from './symbol.ts';
import type { SymbolTypes } from './symbol-types.ts';

/** What the name of a column means: its value, and after a dot the fields of a struct. */
export function columnMeaning(
  name: string,
  type: DataType,
  of: { source?: Ref; symbol?: Symbol } = {},
): Meaning {
  const { source, symbol } = of;
  const members = fieldScope(name, type, source);
  return {
    node: { node: 'column', name, ...(source ? { source } : {}) },
    type,
    ...(symbol ? { symbol } : {}),
    ...(members ? { members } : {}),
  };
}

/**
 * What the name of a feature means. Its type is inferred when somebody asks for it: from one formula to the next this
 * can lead through many files. Whether two meanings are the same is told without it, since it follows from the symbol.
 */
export function featureMeaning(node: ExpressionNode, symbol: Symbol, types: SymbolTypes): Meaning {
  const meaning = { node, symbol };
  return Object.defineProperty(meaning, 'type', { get: () => types.typeOf(symbol) }) as Meaning;
}

/** Tensors of a model: `net.score`. */
export const portMeanings = (model: Symbol, types: SymbolTypes): Map<string, Meaning> =>
  new Map(
    model.all
      .filter(({ kind }) => kind === 'input' || kind === 'output')
      .map((symbol) => [
        symbol.name,
        {
          node: { node: 'word', name: `${model.name}.${symbol.name}` },
          type: types.typeOf(symbol),
          symbol,
        },
      ]),
  );

/** Fields of a struct; a field of one that may be null may be null. Made only when somebody writes a dot. */
function fieldScope(path: string, type: DataType, source: Ref | undefined): ExpressionScope | undefined {
  if (type.kind !== 'struct') return undefined;
  const meanings = (): Map<string, Meaning> =>
    new Map(
      type.fields.map((field) => {
        const fieldType = type.nullable ? { ...field.type, nullable: true } : field.type;
        return [field.name, columnMeaning(`${path}.${field.name}`, fieldType, source ? { source } : {})];
      }),
    );
  const description = `a field of ${path}`;
  return {
    lookup: (name) => mapScope(meanings(), description).lookup(name),
    names: () => type.fields.map((field) => field.name),
    description,
  };
}
