import { wireStep } from '../../../model/ensemble-wiring.ts';
import type { Port } from '../../../model/learning.ts';
import type { EnsembleStep, Service } from '../../../model/service.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import type { Origin } from '../../../model/origin.ts';
import { printType } from '../../../types/data-type.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { isOwn } from '../../own-place.ts';
import type { ModelView } from '../../model-view.ts';
import { stepsIn, takesUnknown } from '../../named-steps.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import {
  batchAxisOf,
  batchGiven,
  fits,
  jointOf,
  resultsOfRequest,
  typeLike,
  type Joint,
  type ResultOf,
} from '../request-tensors.ts';
import { endsOfRun, type End, type Ends } from '../run-ends.ts';
import { servingBlocks } from '../serving-blocks.ts';
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
  fixes: [replaceFix],
};

/** What the service runs, as it is declared and as one request sees it. */
interface Run {
  readonly service: Service;
  readonly declared: ResultOf;
  readonly seen: ResultOf;
  /** Names of the steps that take something that nobody knows, which is told there. */
  readonly unknown: ReadonlySet<string>;
  readonly report: SystemReport;
}

function checkService(service: Service, model: ModelView, report: SystemReport): void {
  const block = model.block(serviceWord, service);
  const unknown = new Set(
    (block ? stepsIn(block.symbol) : []).filter((step) => takesUnknown(step, model)).map(({ name }) => name),
  );
  const called = new Map(
    (block ? servingBlocks(block) : []).flatMap((one) =>
      one.step !== undefined && one.model.kind === 'service' ? [[one.step, one.model] as const] : [],
    ),
  );
  const declared = (name: string): Ends | undefined => {
    const step = service.steps.find((each) => each.name === name);
    const run = step?.serving.model ?? called.get(name);
    return run && endsOfRun(model, run);
  };
  const seen = resultsOfRequest(service, declared);
  const run: Run = { service, declared, seen, unknown, report };
  for (const step of service.steps) checkStep(step, run);
  for (const port of service.outputs) checkOutput(port, run);
}

function checkStep(step: EnsembleStep, run: Run): void {
  const { service, declared, seen, report } = run;
  const model = declared(step.name);
  if (!model) return;
  const inputs = model.inputs.map(({ name }) => name);
  const wires = wireStep(step, inputs, (name) => declared(name)?.outputs.map((port) => port.name));
  const connected = new Set(wires.map(({ input }) => input));
  const open = inputs.filter((name) => !connected.has(name));
  // The user's own code may give as many results as it likes.
  const isKnown = step.takes.every(
    ({ name }) => declared(name) !== undefined || service.inputs.some((port) => port.name === name),
  );
  if (open.length > 0 && isKnown && !run.unknown.has(step.name)) {
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
  const batch = batchAxisOf(model);
  const isLeftOut = batch !== undefined && batchGiven(step, model, batch, service, seen).isLeftOut;
  for (const { input, from, output, origin } of wires) {
    const to = jointOf(
      model.inputs.find(({ name }) => name === input)!,
      model,
    );
    const source = declared(from);
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
    } else if (given) {
      const joint = jointSeen(given, from, source ?? asEnds(service), run);
      compare(
        joint,
        to && { ...to, owner: model.name },
        `${from} gives`,
        `${model.name} takes`,
        origin,
        report,
        isLeftOut,
      );
    }
  }
}

/** An output has the type of the step's result that it shows. */
function checkOutput(port: Port, run: Run): void {
  const step = port.from?.qualifiedName.slice(port.from.qualifiedName.lastIndexOf('.') + 1);
  const model = step === undefined ? undefined : run.declared(step);
  if (step === undefined || !model || port.type.kind === 'unknown') return;
  const only = port.part === undefined && model.outputs.length === 1 ? model.outputs[0] : undefined;
  // What is no tensor may have been made into one by the server.
  if (port.type.kind !== 'tensor') return;
  const given = only ?? model.outputs.find(({ name }) => name === (port.part ?? port.name));
  if (!given) return;
  const own = jointOf(port, asEnds(run.service));
  compare(
    jointSeen(given, step, model, run),
    own && { ...own, owner: run.service.name },
    `${step} gives`,
    `output ${port.name} is`,
    port.typeOrigin ?? port.origin,
    run.report,
  );
}

const asEnds = (service: Service): Ends => ({ ...service, isTrained: false });

interface OwnedJoint extends Joint {
  readonly owner: string;
  /** As it is declared, where a request sees something else. */
  readonly declared?: Joint;
}

/** A result as one request sees it. */
function jointSeen(given: End, from: string, owner: Ends, { seen }: Run): OwnedJoint | undefined {
  const declared = jointOf(given, owner);
  const result = seen(from)?.outputs.find(({ name }) => name === given.name);
  const joint = result && jointOf(result, owner);
  return declared && { ...(joint ?? declared), declared, owner: owner.name };
}

function compare(
  given: OwnedJoint | undefined,
  taken: OwnedJoint | undefined,
  gives: string,
  takes: string,
  origin: Origin,
  report: SystemReport,
  isLeftOut = false,
): void {
  if (!given || !taken || fits(given, taken, isLeftOut)) return;
  const [from, to] = [given.end.type, taken.end.type].map(printType) as [string, string];
  const declared = printType((given.declared ?? given).end.type);
  const forEach = from === declared ? '' : ' for each request';
  report({
    message: `${gives} ${from}${forEach}, and ${takes} ${to}.`,
    origin,
    help:
      given.tensor.item === taken.tensor.item
        ? 'Make the shapes equal, or put a step between them.'
        : `Convert ${given.tensor.item} to ${taken.tensor.item} in one of the models.`,
    related: [
      { origin: given.end.origin, message: `Declared as ${declared}.` },
      { origin: taken.end.origin, message: `Declared as ${to}.` },
    ],
    data: {
      replacements: [
        ...retype(given.declared ?? given, given.owner, taken),
        ...retype(taken, taken.owner, given),
      ],
    },
  });
}

/** Which of the two is wrong only the author knows. */
function retype(own: Joint, owner: string, other: Joint): Replacement[] {
  const { typeOrigin, name, type } = own.end;
  const text = typeLike(own, other);
  return typeOrigin && isOwn(typeOrigin) && text !== printType(type)
    ? [replace(`Change ${name} of ${owner} to ${text}`, typeOrigin, text)]
    : [];
}
