import type { Column, Feature, Features, Source } from '../../../language/model/data.ts';
import type { Ref } from '../../../language/model/element.ts';
import type { Expression, ExpressionNode, BinaryOperator } from '../../../language/model/expression.ts';
import type { Setting } from '../../../language/model/learning.ts';
import type { Origin, Sourced } from '../../../language/model/origin.ts';
import type { StepInput } from '../../../language/model/pipeline.ts';
import { scalar, UNKNOWN_TYPE, type DataType, type ScalarName } from '../../../language/types/data-type.ts';
import { parseQuantity, type Quantity } from '../../../language/types/quantity.ts';

/** Builds a resolved model by hand, one source line for each part, for tests that need no parser. */
export const PACKAGE = 'air.delays';
let line = 0;
export const at = (element: string): Origin => {
  line += 1;
  return {
    file: 'flights.tenon',
    range: { start: { line, character: 2 }, end: { line, character: 20 } },
    element: `${PACKAGE}.${element}`,
    layer: 'declaration',
  };
};

export const element = <K extends string>(kind: K, path: string) => ({
  kind,
  name: path.split('.').at(-1)!,
  qualifiedName: `${PACKAGE}.${path}`,
  origin: at(path),
});
export const sourced = <T>(value: T, path = 'value'): Sourced<T> => ({ value, origin: at(path) });
export const ref = <K extends string>(kind: K, path: string): Ref<K> => ({
  kind,
  qualifiedName: `${PACKAGE}.${path}`,
  origin: at(path),
});
export const quantity = (text: string): Quantity => {
  const result = parseQuantity(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.quantity;
};
export const setting = (name: string, value: Setting['value']): Setting => ({
  name,
  value,
  origin: at(name),
});

export const expression = (text: string, root: ExpressionNode): Expression => ({
  root,
  text,
  type: UNKNOWN_TYPE,
  origin: at('expression'),
});
export const number = (value: number): ExpressionNode => ({ node: 'number', value });
export const column = (name: string): ExpressionNode => ({ node: 'column', name });
export const columnOf = (source: string, name: string): ExpressionNode => ({
  node: 'column',
  name,
  source: ref('source', source),
});
export const call = (name: string, ...args: ExpressionNode[]): ExpressionNode => ({
  node: 'call',
  function: name,
  arguments: args,
});
export const over = (hours: number, name: string, ...args: ExpressionNode[]): ExpressionNode => ({
  node: 'call',
  function: name,
  arguments: args,
  over: hours * 3600,
});
export const binary = (
  left: ExpressionNode,
  operator: BinaryOperator,
  right: ExpressionNode,
): ExpressionNode => ({ node: 'binary', operator, left, right });
export const range = (from: number, to: number): ExpressionNode => binary(number(from), '..', number(to));
export const measure = (name: string, step?: string): ExpressionNode => ({
  node: 'measure',
  name,
  ...(step === undefined ? {} : { of: ref('step', step) }),
});

export type ColumnSpec = readonly [name: string, type: ScalarName, ...flags: ('key' | 'null')[]];
export const source = (
  name: string,
  location: string,
  eventTime: string | undefined,
  columns: readonly ColumnSpec[],
  where: Readonly<Record<string, Expression>> = {},
): Source => ({
  ...element('source', name),
  format: sourced('parquet'),
  location: sourced(location),
  ...(eventTime === undefined ? {} : { eventTime: sourced(eventTime) }),
  columns: columns.map(([columnName, type, ...flags]): Column => ({
    ...element('column', `${name}.${columnName}`),
    type: scalar(type, flags.includes('null')),
    key: flags.includes('key'),
    ...(where[columnName] ? { where: where[columnName] } : {}),
  })),
});

export const features = (
  name: string,
  entity: string,
  from: readonly string[],
  list: Readonly<Record<string, readonly [DataType, ExpressionNode]>>,
): Features => ({
  ...element('features', name),
  of: [ref('entity', entity)],
  from: from.map((path) => ref('source', path)),
  version: sourced(1),
  stores: sourced(['offline']),
  compute: sourced('batch'),
  features: Object.entries(list).map(([feature, [type, formula]]): Feature => ({
    ...element('feature', `${name}.${feature}`),
    type,
    typeInferred: false,
    formula: expression(feature, formula),
  })),
});

export const input = (step: string, part?: string): StepInput => ({
  step: ref('step', step),
  ...(part === undefined ? {} : { part }),
  origin: at(step),
});
