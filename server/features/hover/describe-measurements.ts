import type { Symbol } from '../../../language/index.ts';
import { lastMeasurements, type LastMeasurement } from '../../measurements/benchmark-history.ts';
import { figuresText } from '../../measurements/measured-figures.ts';
import { namesOf } from '../../names/occurrences.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** Last benchmark of a model, or of the models that a service serves; undefined when nothing was measured. */
export async function describeMeasurements(symbol: Symbol, model: ModelFile): Promise<string | undefined> {
  const models = measuredFor(symbol, model);
  const { root } = model.host;
  if (root === undefined || models.length === 0) return undefined;
  const last = await lastMeasurements(root);
  const lines = models.flatMap((each) => {
    const found = last.get(each.qualifiedName);
    return found ? [line(each, found, symbol)] : [];
  });
  return lines.length === 0 ? undefined : lines.join('  \n');
}

function measuredFor(symbol: Symbol, model: ModelFile): readonly Symbol[] {
  if (symbol.kind === 'model') return [symbol];
  return symbol.kind === 'service' ? namesOf(model).modelsServedBy(symbol) : [];
}

const line = ({ name }: Symbol, last: LastMeasurement, asked: Symbol): string =>
  `Measured ${last.measuredAt.slice(0, 10)}${asked.kind === 'model' ? '' : ` (${name})`}: ${figuresText(last)}`;
