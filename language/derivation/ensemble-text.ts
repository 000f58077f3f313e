import { wireStep } from '../model/ensemble-wiring.ts';
import type { Model, Port } from '../model/learning.ts';
import type { EnsembleStep, Service } from '../model/service.ts';
import { printType } from '../types/data-type.ts';
import { fit } from '../types/unify.ts';
import { lastName, sourceOf } from './data-facts.ts';
import type { FactBook } from './fact-book.ts';

/** What fills the inputs of a step's model, and what happens to the batch axis on the way. */
export function ensembleText(step: EnsembleStep, book: FactBook): string {
  const service = book.find('service', sourceOf(step.qualifiedName));
  const model = modelOf(step, book);
  const runs = `It runs ${lastName(step.serving.model.qualifiedName)}`;
  if (!service || !model) return `${runs}.`;
  const outputsOf = (name: string) => given(name, service, book)?.map((port) => port.name);
  const wires = wireStep(
    step,
    model.inputs.map(({ name }) => name),
    outputsOf,
  );
  const said = wires.map(({ input, from, output }) => {
    const to = model.inputs.find(({ name }) => name === input);
    const source =
      output === undefined
        ? service.inputs.find(({ name }) => name === from)
        : given(from, service, book)?.find(({ name }) => name === output);
    return `${input} gets ${from}${output === undefined ? '' : `.${output}`}${to && source ? onTheWay(source, to) : ''}`;
  });
  return said.length === 0 ? `${runs}.` : `${runs}: ${said.join('; ')}.`;
}

const modelOf = (step: EnsembleStep, book: FactBook): Model | undefined =>
  book.find('model', step.serving.model.qualifiedName);

/** Outputs of another step of the service; undefined for an input of the service. */
function given(name: string, service: Service, book: FactBook): readonly Port[] | undefined {
  const step = service.steps.find((each) => each.name === name);
  return step && modelOf(step, book)?.outputs;
}

function onTheWay(from: Port, to: Port): string {
  const result = fit(from.type, to.type, {
    actual: { owner: from.qualifiedName, because: `${from.name} is ${printType(from.type)}` },
    expected: { owner: to.qualifiedName, because: `${to.name} is ${printType(to.type)}` },
    batching: true,
  });
  const types = from.type.kind === 'unknown' ? '' : ` (${printType(from.type)} into ${printType(to.type)}`;
  if (types === '') return '';
  if (!result.fits) return `${types}: ${result.misfit.text})`;
  if (result.batch === 'added') return `${types}, which puts the rows together)`;
  return result.batch === 'removed' ? `${types}, row by row)` : `${types})`;
}
