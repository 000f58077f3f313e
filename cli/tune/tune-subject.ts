import type { DeclaredSettings, PromisedLatency } from '../../bench/index.ts';
import { servingNeeds } from '../../language/capacity/index.ts';
import { suggest, type Model, type Service, type System } from '../../language/index.ts';
import type { CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** A served model, what is promised of it, and what of its settings is declared. */
export interface TuneSubject {
  readonly model: Model;
  /** Path of its ONNX file, relative to the project. */
  readonly path: string;
  readonly latency: PromisedLatency;
  readonly declared: DeclaredSettings;
}

type Outcome = { readonly subject: TuneSubject } | { readonly problem: CommandProblem };

/** Finds the model that a name means: a model, or a service that runs one. */
export function tuneSubject(system: System, name: string): Outcome {
  const models = system.elements.filter((each): each is Model => each.kind === 'model');
  const services = system.elements.filter((each): each is Service => each.kind === 'service');
  const isNamed = (each: Model | Service): boolean => each.name === name || each.qualifiedName === name;
  const model = models.find(isNamed);
  if (model)
    return subjectOf(
      model,
      services.filter((each) => servingOf(each, model) !== undefined),
    );
  const service = services.find(isNamed);
  if (!service) return { problem: unknown(name, [...services, ...models]) };
  const run = models.filter((each) => servingOf(service, each) !== undefined);
  const [only, second] = run;
  if (only === undefined)
    return {
      problem: usage(`${service.name} runs no model.`, 'Name a service that serves a model, or the model.'),
    };
  if (second !== undefined) {
    const names = run.map((each) => each.name).join(', ');
    return {
      problem: usage(
        `${service.name} runs several models, and each has settings of its own.`,
        `Name one of ${names}.`,
      ),
    };
  }
  return subjectOf(only, [service]);
}

const servingOf = (service: Service, { qualifiedName }: Model): Service['serves'][number] | undefined =>
  [...service.serves, ...service.steps.map(({ serving }) => serving)].find(
    ({ model }) => model.qualifiedName === qualifiedName,
  );

function subjectOf(model: Model, services: readonly Service[]): Outcome {
  const { artifact, name } = model;
  const [service] = services;
  if (artifact?.format !== 'onnx')
    return { problem: usage(`${name} has no ONNX file.`, 'Only ONNX files are served and searched.') };
  const serving = service && servingOf(service, model);
  if (service === undefined || serving === undefined)
    return {
      problem: usage(
        `No service serves ${name}.`,
        `Add one: service ${name}_api { serves ${name} on triton }.`,
      ),
    };
  const needs = servingNeeds(services, serving, model);
  if (needs.latency === undefined) {
    const message = `Nothing promises a latency of ${name}, so any settings would be good enough.`;
    return {
      problem: usage(message, `Add an objective to ${service.name}: objective { latency.p99 < 50ms }.`),
    };
  }
  const { batching } = serving;
  const declared = {
    ...(needs.copies === undefined ? {} : { copies: needs.copies }),
    ...(batching ? { maxBatch: batching.max.value, minBatch: batching.min.value } : {}),
    ...(batching?.within ? { delay: batching.within.value.value } : {}),
  };
  const { maxBatch, delay, copies } = declared as DeclaredSettings;
  if (maxBatch !== undefined && delay !== undefined && copies !== undefined) {
    const message = `Everything that could be searched of ${name} is declared: its batch, how long requests wait, and its instances.`;
    return { problem: usage(message, 'Leave out what shall be found.') };
  }
  return { subject: { model, path: artifact.path.value, latency: needs.latency, declared } };
}

function unknown(name: string, all: readonly (Model | Service)[]): CommandProblem {
  const names = all.map((each) => each.name);
  const near = suggest(name, names);
  if (names.length === 0)
    return usage(`There is no model ${name}.`, 'The project has neither services nor models.');
  return usage(
    `There is no service or model ${name}.`,
    near === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${near}?`,
  );
}

const usage = (message: string, help: string): CommandProblem => ({ exitCode: EXIT.usage, message, help });
