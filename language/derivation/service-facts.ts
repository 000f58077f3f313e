import type { Service } from '../model/service.ts';
import { count, header, lastName, sourceOf } from './data-facts.ts';
import type { Deriver, FactBook } from './fact-book.ts';
import { portText } from './model-facts.ts';

/** What a service takes and gives: its own inputs and outputs, or those of the models that it serves. */
export const service: Deriver = (subject, book) => {
  const found = book.find('service', subject.qualifiedName);
  if (!found) return undefined;
  const ports = [...found.inputs, ...found.outputs];
  const served = found.serves.map(({ model }) => lastName(model.qualifiedName)).join(', ');
  return {
    text: header(subject, book) ?? `service ${found.name}`,
    because:
      ports.length > 0
        ? `It takes ${count(found.inputs.length, 'input')} and gives ${count(found.outputs.length, 'output')}, by ${count(found.steps.length, 'step')}.`
        : served === ''
          ? 'It serves nothing yet.'
          : `Requests and answers are the inputs and outputs of ${served}.`,
    origin: found.origin,
    from: book.deriveAll([...ports, ...found.serves.map(({ model }) => model)]),
  };
};

/** A tensor of the requests or answers of a service that has none of its own: `fraud_api.features`. */
export const request: Deriver = ({ qualifiedName }, book) => {
  const found = book.find('service', sourceOf(qualifiedName));
  const name = lastName(qualifiedName);
  for (const { model: ref, origin } of found?.serves ?? []) {
    const model = book.find('model', ref.qualifiedName);
    const port = [...(model?.inputs ?? []), ...(model?.outputs ?? [])].find((each) => each.name === name);
    const from = port && book.derive(port);
    if (!port || !from) continue;
    return {
      text: portText(port),
      because: `${port.kind === 'input' ? 'Requests carry' : 'Answers carry'} the ${port.kind} ${name} of ${lastName(ref.qualifiedName)}.${batching(found!, ref.qualifiedName)}`,
      origin,
      from: [from],
    };
  }
  return undefined;
};

function batching(service: Service, model: string): string {
  const served = service.serves.find((each) => each.model.qualifiedName === model);
  if (!served?.batching) return '';
  const { min, max, within } = served.batching;
  const wait = within ? `, waiting for at most ${within.value.text}` : '';
  return ` The server puts ${min.value} to ${max.value} of them together${wait}.`;
}

/** Whether a name is one of the tensors that the served models give a service. */
export function hasRequest(found: Service, name: string, book: FactBook): boolean {
  return found.serves.some(({ model: ref }) => {
    const model = book.find('model', ref.qualifiedName);
    return [...(model?.inputs ?? []), ...(model?.outputs ?? [])].some((port) => port.name === name);
  });
}
