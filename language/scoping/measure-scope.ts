import type { ExpressionNode } from '../model/expression.ts';
import { scalar, UNKNOWN_TYPE, type DataType } from '../types/data-type.ts';
import { LABEL_FIGURES, MEASURES, METRICS, type MeasureWord } from '../vocabulary/functions.ts';
import { mapScope, type ExpressionScope, type Meaning } from './expression-scope.ts';
import type { Symbol } from './symbol.ts';

const NOWHERE = {
  file: '',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  element: '',
  layer: 'declaration',
} as const;

const measureNode = (name: string, of?: Symbol): ExpressionNode => ({
  node: 'measure',
  name,
  ...(of ? { of: { kind: of.kind, qualifiedName: of.qualifiedName, origin: NOWHERE } } : {}),
});

const measureType = (measure: MeasureWord): DataType =>
  scalar(measure.dimension === 'duration' ? 'duration' : 'float64');

function measureMeaning(measure: MeasureWord, of?: Symbol): Meaning {
  const type = measureType(measure);
  const members = new Map(
    (measure.members ?? []).map((member) => [
      member,
      { node: measureNode(`${measure.name}.${member}`, of), type },
    ]),
  );
  return {
    node: measureNode(measure.name, of),
    type,
    ...(members.size > 0 ? { members: mapScope(members, `a figure of ${measure.name}`) } : {}),
  };
}

const meaningsOf = (measures: ReadonlyMap<string, MeasureWord>, of?: Symbol): Map<string, Meaning> =>
  new Map([...measures.values()].map((measure) => [measure.name, measureMeaning(measure, of)]));

export const METRIC_SCOPE: ExpressionScope = mapScope(meaningsOf(METRICS), 'a metric');
export const MEASURE_SCOPE: ExpressionScope = mapScope(meaningsOf(MEASURES), 'a measure');
export const LABEL_SCOPE: ExpressionScope = mapScope(meaningsOf(LABEL_FIGURES), 'a figure of labels');

/** What can be asked of a step: whether it passed, its figures, and the columns of its rows. */
export function stepMeaning(step: Symbol, rows: ReadonlyMap<string, Meaning> | undefined): Meaning {
  const members = new Map<string, Meaning>([
    ...(rows ?? []),
    ...meaningsOf(MEASURES, step),
    ...meaningsOf(METRICS, step),
    ['passed', { node: measureNode('passed', step), type: scalar('bool') }],
    ['failed', { node: measureNode('failed', step), type: scalar('bool') }],
    ['granted', { node: measureNode('granted', step), type: scalar('bool') }],
  ]);
  return {
    node: measureNode('', step),
    type: UNKNOWN_TYPE,
    symbol: step,
    members: mapScope(members, `a result of ${step.name}`),
  };
}
