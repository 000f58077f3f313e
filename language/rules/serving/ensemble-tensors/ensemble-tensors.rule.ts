import { wireStep } from '../../../model/ensemble-wiring.ts';
import type { Port } from '../../../model/learning.ts';
import type { EnsembleStep, Service } from '../../../model/service.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { printType, type DataType } from '../../../types/data-type.ts';
import { misfit } from '../../../types/shape-fit.ts';
import type { ModelView } from '../../model-view.ts';
import { endsOfRun, type End, type Ends } from '../run-ends.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';

/** Tensors that the steps of a service hand to each other have to fit. */
export const rule: Rule = {
  code: 'TN1704',
  name: 'ensemble-tensors',
  summary: "The steps of a service hand tensors to each other that don't fit.",
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      if (service.steps.length > 0) checkService(service, model, report);
    }),
  ],
};

function checkService(service: Service, model: ModelView, report: SystemReport): void {
  const endsOf = (name: string): Ends | undefined => {
    const step = service.steps.find((each) => each.name === name);
    return step && endsOfRun(model, step.serving.model);
  };
  for (const step of service.steps) checkStep(step, service, endsOf, report);
  for (const port of service.outputs) checkOutput(port, endsOf, report);
}

function checkStep(
  step: EnsembleStep,
  service: Service,
  endsOf: (name: string) => Ends | undefined,
  report: SystemReport,
): void {
  const model = endsOf(step.name);
  if (!model) return;
  const inputs = model.inputs.map(({ name }) => name);
  const wires = wireStep(step, inputs, (name) => endsOf(name)?.outputs.map((port) => port.name));
  const connected = new Set(wires.map(({ input }) => input));
  const open = inputs.filter((name) => !connected.has(name));
  // The user's own code may give as many results as it likes.
  const isKnown = step.takes.every(
    ({ name }) => endsOf(name) !== undefined || service.inputs.some((port) => port.name === name),
  );
  if (open.length > 0 && isKnown) {
    report({
      message: `Step ${step.name} leaves ${open.join(', ')} of ${model.name} without a value.`,
      origin: step.takes[0]?.origin ?? step.serving.origin,
      help: `${model.name} takes ${inputs.join(', ')}: write on [${inputs.map((name) => (connected.has(name) ? wires.find((wire) => wire.input === name)!.from : name)).join(', ')}], each a step or input.`,
    });
  }
  for (const extra of step.takes.slice(inputs.length)) {
    report({
      message: `${model.name} has ${inputs.length} ${inputs.length === 1 ? 'input' : 'inputs'}, so ${extra.name} fills none.`,
      origin: extra.origin,
      help: 'Remove it.',
    });
  }
  for (const { input, from, output, origin } of wires) {
    const to = model.inputs.find(({ name }) => name === input)!;
    const source = endsOf(from);
    const given = source
      ? source.outputs.find(({ name }) => name === output)
      : service.inputs.find(({ name }) => name === from);
    if (source && !given) {
      const names = source.outputs.map(({ name }) => name);
      const suggestion = suggest(output ?? '', names);
      report({
        message: `Step ${from} has no output ${output}.`,
        origin,
        help: suggestion
          ? `Did you mean ${from}.${suggestion}?`
          : `${source.name} gives ${names.join(', ')}.`,
      });
    } else if (given) compare(given, to, `${from} gives`, `${model.name} takes`, origin, report);
  }
}

/** An output has the type of the step's result that it shows. */
function checkOutput(port: Port, endsOf: (name: string) => Ends | undefined, report: SystemReport): void {
  const step = port.from?.qualifiedName.slice(port.from.qualifiedName.lastIndexOf('.') + 1);
  const model = step === undefined ? undefined : endsOf(step);
  if (!model || port.type.kind === 'unknown') return;
  const only = port.part === undefined && model.outputs.length === 1 ? model.outputs[0] : undefined;
  // What is no tensor may have been made into one by the server.
  if (port.type.kind !== 'tensor') return;
  const given = only ?? model.outputs.find(({ name }) => name === (port.part ?? port.name));
  if (given)
    compare(given, port, `${step} gives`, `output ${port.name} is`, port.typeOrigin ?? port.origin, report);
}

function compare(
  given: End,
  taken: End,
  gives: string,
  takes: string,
  origin: End['origin'],
  report: SystemReport,
): void {
  const [from, to] = [asTensor(given.type), asTensor(taken.type)];
  if (!from || !to || fits(from, to)) return;
  report({
    message: `${gives} ${printType(given.type)}, and ${takes} ${printType(taken.type)}.`,
    origin,
    help:
      from.item === to.item
        ? 'Make the shapes equal, or put a step between them.'
        : `Convert ${from.item} to ${to.item} in one of the models.`,
    related: [
      { origin: given.origin, message: `Declared as ${printType(given.type)}.` },
      { origin: taken.origin, message: `Declared as ${printType(taken.type)}.` },
    ],
  });
}

type Tensor = Pick<Extract<DataType, { kind: 'tensor' }>, 'item' | 'shape'>;

/** A single value is a tensor without axes. */
function asTensor(type: DataType): Tensor | undefined {
  if (type.kind === 'tensor') return type;
  return type.kind === 'scalar' ? { item: type.name, shape: [] } : undefined;
}

/** A service may leave out the batch axis of a tensor, since it is about single requests. */
function fits(a: Tensor, b: Tensor): boolean {
  if (a.item !== b.item) return false;
  const [short, long] = a.shape.length <= b.shape.length ? [a.shape, b.shape] : [b.shape, a.shape];
  const withBatch =
    short.length === long.length - 1 && typeof long[0] === 'string' ? [long[0], ...short] : short;
  return misfit(withBatch, long) === undefined;
}
