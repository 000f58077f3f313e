import { measuredCurves } from '../capacity/measured-curves.ts';
import { measurementText, staleText } from '../capacity/measurement-text.ts';
import { servingNeeds } from '../capacity/serving-needs.ts';
import { servingSettings, type Measured } from '../capacity/serving-settings.ts';
import type { Model } from '../model/learning.ts';
import type { Origin } from '../model/origin.ts';
import type { Service, Serving } from '../model/service.ts';
import { printAmount } from '../capacity/amount-text.ts';
import { lastName } from './data-facts.ts';
import type { Derivation } from './derivation.ts';
import type { Fact, FactBook } from './fact-book.ts';

/** Name under which a service answers how it is served: `tenon why delay_api.serving`. */
export const SERVING = 'serving';

/** How the models of a service are served, each value with who says it: the model, a measurement, or a default. */
export function servingFact(service: Service, book: FactBook): Fact {
  const servings = [...service.serves, ...service.steps.map((step) => step.serving)];
  return {
    text: `how ${service.name} serves ${servings.map(({ model }) => lastName(model.qualifiedName)).join(', ')}`,
    because: 'What is declared goes before what was measured of the same bytes, and that before defaults.',
    origin: service.origin,
    from: servings.flatMap((serving) => factsOf(service, serving, book)),
  };
}

function factsOf(service: Service, serving: Serving, book: FactBook): Derivation[] {
  const model = book.find('model', serving.model.qualifiedName);
  const path = model?.artifact?.format === 'onnx' ? model.artifact.path.value : undefined;
  if (!model || path === undefined) return [];
  const fact = book.model.facts.measured(path);
  const curves = measuredCurves(fact, serving.instances?.on.value);
  const found = curves ? servingSettings(curves, servingNeeds([service], serving, model)) : {};
  const missing = staleText(fact, model) ?? 'Nothing was measured of it';
  const { batching, instances } = serving;
  const tell = <V>(
    name: string,
    declared: { readonly text: string; readonly origin: Origin } | undefined,
    measured: Measured<V> | undefined,
    show: (value: V) => string,
    otherwise: string,
  ): Derivation => {
    const said =
      measured && measuredFact(model, name, show(measured.value), measured, path, service.qualifiedName);
    if (!declared && said) return said;
    const subject = { kind: 'value', qualifiedName: `${service.qualifiedName}.${model.name}.${name}` };
    if (declared) {
      const { text, origin } = declared;
      const compared = said ? ' It goes before the measurement below.' : '';
      const from = said ? [said] : [];
      return { subject, text: `${name} = ${text}`, because: `It is declared so.${compared}`, origin, from };
    }
    const because = `It is not declared. ${missing}, so it has its default.`;
    return { subject, text: `${name} = ${otherwise}`, because, origin: serving.origin, from: [] };
  };
  return [
    tell(
      'largest batch',
      batching && { text: String(batching.max.value), origin: batching.max.origin },
      found.maxBatch,
      String,
      'requests are not put together',
    ),
    tell(
      'longest wait for others',
      batching?.within && { text: batching.within.value.text, origin: batching.within.origin },
      found.queueDelay,
      (value) => printAmount({ value, unit: 's' }),
      'none',
    ),
    tell(
      'instances',
      instances && { text: String(instances.count.value), origin: instances.count.origin },
      found.copies,
      String,
      'what the server starts by itself',
    ),
    ...(found.threads ? [tell('threads of an instance', undefined, found.threads, String, 'all cores')] : []),
  ];
}

const measuredFact = <V>(
  model: Model,
  name: string,
  text: string,
  { because, of }: Measured<V>,
  file: string,
  owner: string,
): Derivation => ({
  subject: { kind: 'measurement', qualifiedName: `${owner}.${model.name}.${name}` },
  text: `${name} = ${text}`,
  because: `${because}. Measured: ${measurementText(of)}.`,
  file,
  from: [],
});
