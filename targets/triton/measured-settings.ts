import {
  deviceOf,
  measuredCurves,
  measurementText,
  servesPromise,
  servingNeeds,
  servingSettings,
  staleText,
  type Curves,
  type Measured,
  type ServingNeeds,
  type ServingSettings,
} from '../kit/measured.ts';
import type { FileFacts } from '../kit/target.ts';
import type { Cause } from '../kit/text.ts';
import { traced, type Traced } from '../kit/traced.ts';
import type { ServedModel } from './served-models.ts';

/** What measurements of a served file say; what the model declares goes before it. */
export interface MeasuredServing {
  readonly settings: ServingSettings;
  readonly needs: ServingNeeds;
  readonly curves?: Curves;
  /** Where the copies run, as measured; undefined when nothing was measured. */
  readonly device?: 'cpu' | 'gpu';
  /** Said in the configuration: why nothing of it comes from a measurement, or from a certain one. */
  readonly remark?: string;
}

/** Only measurements of the very bytes that are served count; `path` is the newest version that is placed. */
export function measuredServing(served: ServedModel, path: string, files: FileFacts): MeasuredServing {
  const { model, serving, services } = served;
  const needs = servingNeeds(services, serving, model);
  const fact = files.measured(path);
  const device = serving.instances?.on.value;
  const curves = measuredCurves(fact, device);
  if (curves)
    return {
      settings: servingSettings(curves, needs),
      needs,
      curves,
      device: device ?? deviceOf(curves),
      ...outdatedSearch(curves, needs),
    };
  const elsewhere = fact && fact.measurements.length > 0;
  const why =
    elsewhere && device !== undefined
      ? `${path} was not measured on a ${device === 'gpu' ? 'GPU' : 'processor'}`
      : elsewhere
        ? `${path} was measured only with sizes that nobody gave`
        : (staleText(fact, model) ?? `${path} was not measured`);
  return {
    settings: {},
    needs,
    remark: `${why}: what ${model.name} does not declare has the defaults of Triton.`,
  };
}

/** Settings that were searched for a weaker promise, or another figure of the latency, may break this one. */
function outdatedSearch({ tuned }: Curves, needs: ServingNeeds): Pick<MeasuredServing, 'remark'> {
  if (tuned === undefined || servesPromise(tuned, needs)) return {};
  const { of, limit } = tuned.tuned!.promise;
  const kept = `${of} within ${Number((limit * 1000).toPrecision(3))} ms`;
  return {
    remark: `The settings that tenon tune found on ${tuned.measuredAt.slice(0, 10)} keep ${kept}, which is not what is promised now, and are not used.`,
  };
}

/** A measured value with the measurement above it, and as its cause in the trace. */
export function tracedMeasured<V, W = V>(
  { value, because, of }: Measured<V>,
  { model }: ServedModel,
  convert: (value: V) => W = (same) => same as unknown as W,
): Traced<W> {
  const by = measurementText(of);
  const cause: Cause = { derived: `${because} (${by})`, from: [model.artifact?.path ?? model] };
  return traced(convert(value), cause, `${because}.\nMeasured: ${by}.`);
}
