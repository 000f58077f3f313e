import { suggest, type Model, type Origin, type Service, type System } from '../../language/index.ts';
import type { CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** One ONNX file to measure. */
export interface Subject {
  /** Qualified name of the model, or the path of a bare file. */
  readonly name: string;
  /** Path of the file, relative to the project. */
  readonly path: string;
  /** Where the model names its file; absent for a bare file. */
  readonly origin?: Origin;
  readonly promises: readonly Promised[];
  /** How the project wants it to be measured. */
  readonly wish?: Wish;
}

export type Wish = NonNullable<Model['benchmark']>;

/** What a model, or a service that it has a part in, promises. */
export interface Promised {
  /** Qualified name of the model or service. */
  readonly by: string;
  readonly objective: Service['objectives'][number];
  /** Models that one request to the service runs through. */
  readonly models: number;
  /** Copies of the model that the service may run at the same time. */
  readonly copies: number;
}

/** The models of a system that have an ONNX file, with the promises of the services that run them. */
export function chooseSubjects(
  system: System,
  wanted: string | undefined,
): { readonly subjects: readonly Subject[] } | { readonly problem: CommandProblem } {
  const all = system.elements.filter((element): element is Model => element.kind === 'model');
  const models = all.filter(({ artifact }) => artifact?.format === 'onnx');
  const chosen =
    wanted === undefined
      ? models
      : models.filter(({ name, qualifiedName }) => name === wanted || qualifiedName === wanted);
  if (chosen.length === 0) return { problem: noModel(wanted, all, models) };
  const services = system.elements.filter((element): element is Service => element.kind === 'service');
  return {
    subjects: chosen.map((model) => {
      const { qualifiedName, artifact, objectives = [] } = model;
      const own = objectives.map((objective) => ({ by: qualifiedName, objective, models: 1, copies: 1 }));
      const wish = model.benchmark ?? wishOf(services, qualifiedName);
      return {
        name: qualifiedName,
        path: artifact!.path.value,
        origin: artifact!.path.origin,
        promises: [...own, ...services.flatMap((service) => promisesOf(service, qualifiedName))],
        ...(wish === undefined ? {} : { wish }),
      };
    }),
  };
}

function noModel(
  wanted: string | undefined,
  all: readonly Model[],
  models: readonly Model[],
): CommandProblem {
  if (wanted === undefined) {
    return {
      exitCode: EXIT.unreadable,
      message: 'The project has no model with an ONNX file.',
      help: 'Name one in a model: artifact: onnx("models/net.onnx"), or give the path of a .onnx file.',
    };
  }
  const known = all.find(({ name, qualifiedName }) => name === wanted || qualifiedName === wanted);
  if (known)
    return {
      exitCode: EXIT.usage,
      message: `The model ${wanted} has no ONNX file.`,
      help: 'Only ONNX files can be measured.',
    };
  const names = models.map(({ name }) => name);
  const near = suggest(wanted, names);
  const help = near === undefined ? `Models are ${names.join(', ')}.` : `Did you mean ${near}?`;
  return { exitCode: EXIT.usage, message: `There is no model ${wanted}.`, help };
}

/** The first service that says how its models are measured. */
function wishOf(services: readonly Service[], model: string): Wish | undefined {
  return services.find((service) => service.benchmark !== undefined && servingsOf(service, model).length > 0)
    ?.benchmark;
}

const servingsOf = ({ serves, steps }: Service, model: string): readonly Serving[] =>
  [...serves, ...steps.map(({ serving }) => serving)].filter(
    (serving) => serving.model.qualifiedName === model,
  );

type Serving = Service['serves'][number];

function promisesOf(service: Service, model: string): readonly Promised[] {
  const own = servingsOf(service, model);
  if (own.length === 0) return [];
  const instances = own.reduce((sum, { instances: each }) => sum + (each?.count.value ?? 1), 0);
  const copies = instances * (service.scale?.max.value ?? 1);
  const models = new Set(service.steps.map(({ serving }) => serving.model.qualifiedName)).size || 1;
  return service.objectives.map((objective) => ({ by: service.qualifiedName, objective, models, copies }));
}
