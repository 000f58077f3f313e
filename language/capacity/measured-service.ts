import type { Model } from '../model/learning.ts';
import type { Service, Serving } from '../model/service.ts';
import type { MeasuredFact } from '../project/facts.ts';
import type { ModelView } from '../rules/model-view.ts';
import { measuredCurves, type Figure } from './measured-curves.ts';
import { measurementText, staleText } from './measurement-text.ts';
import { servingNeeds } from './serving-needs.ts';
import { servingSettings } from './serving-settings.ts';
import type { MeasuredService } from './serving-time.ts';
import { known, type Term } from './working.ts';
import { sourced } from './written.ts';

/**
 * What measurements say of a service: the figures of the model that limits it. All of its models have to be measured,
 * as the bytes that their files have now; otherwise it says why they can't be used. What the model declares, such as
 * a largest batch or instances, goes before what measurements would choose.
 */
export function measuredService(
  view: ModelView,
  service: Service,
): { readonly measured: MeasuredService } | { readonly because: string } {
  const servings = [...service.serves, ...service.steps.map((step) => step.serving)];
  const found: { readonly measured: MeasuredService; readonly rate: number }[] = [];
  for (const serving of servings) {
    const one = ofServing(view, service, serving);
    if ('because' in one) return one;
    const { serviceTime, batch, copies } = one.measured;
    found.push({ ...one, rate: (copies.value * batch.value) / serviceTime.value });
  }
  const [slowest] = found.sort((a, b) => a.rate - b.rate);
  return slowest ? { measured: slowest.measured } : { because: 'it runs no model' };
}

function ofServing(
  view: ModelView,
  service: Service,
  serving: Serving,
): { readonly measured: MeasuredService } | { readonly because: string } {
  const model = serving.model.kind === 'model' ? view.element('model', serving.model) : undefined;
  const path = model?.artifact?.format === 'onnx' ? model.artifact.path : undefined;
  if (!model || !path) return { because: 'a benchmark measures ONNX files only' };
  const fact = view.facts.measured(path.value);
  const curves = measuredCurves(fact, serving.instances?.on.value);
  const settings = curves && servingSettings(curves, servingNeeds([service], serving, model));
  const largest = serving.batching?.max.value ?? settings?.maxBatch?.value ?? 1;
  const figure = curves?.batches.findLast((each) => each.batch <= largest && timeOf(each) !== undefined);
  if (!figure)
    return { because: curves ? `no batch of ${largest} or less was measured` : whyNot(fact, model, serving) };
  const because = measurementText(figure.of);
  const called = figure.latency.mean === undefined ? 'median time of a run' : 'mean time of a run';
  return {
    measured: {
      serviceTime: known(called, timeOf(figure)!, 's', { because }),
      batch: known('measured batch', figure.batch, 'requests', { because }),
      copies: copiesOf(serving, settings?.copies),
    },
  };
}

function whyNot(fact: MeasuredFact | undefined, model: Model, { instances }: Serving): string {
  if (fact && fact.measurements.length > 0 && instances)
    return `it was not measured on a ${instances.on.value === 'gpu' ? 'GPU' : 'processor'}`;
  return startLower(staleText(fact, model) ?? 'no benchmark has measured it');
}

function copiesOf(
  { instances }: Serving,
  measured: ReturnType<typeof servingSettings>['copies'] | undefined,
): Term {
  if (instances) return sourced('instances', instances.count);
  return measured
    ? known('instances', measured.value, '', {
        because: `${startLower(measured.because)} (${measurementText(measured.of)})`,
      })
    : known('instances', 1, '', { because: 'it is neither declared nor measured' });
}

const timeOf = ({ latency }: Figure): number | undefined => latency.mean ?? latency.p50;

const startLower = (text: string): string => text[0]!.toLowerCase() + text.slice(1);
