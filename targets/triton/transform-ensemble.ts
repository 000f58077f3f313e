import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Port } from '../../language/model/learning.ts';
import { wireStep } from '../../language/model/ensemble-wiring.ts';
import type { EnsembleStep, Service } from '../../language/model/service.ts';
import { packageOf } from '../kit/header.ts';
import { traced, type Traced } from '../kit/traced.ts';
import { problem, saidBy } from './diagnostics.ts';
import { intermediateName } from './names.ts';
import type { ModelConfig, StepConfig, TensorConfig, TensorMapping } from './output.ts';
import { printShape, tritonType } from './tensor-types.ts';
import type { ConfigResult } from './transform-model.ts';

/** A step together with the configuration of its model. */
interface PlannedStep {
  readonly step: EnsembleStep;
  readonly config: ModelConfig;
}

/** A service of steps → an ensemble: it has no file, it sends tensors from model to model. */
export function ensembleConfig(
  service: Service,
  folder: string,
  configs: ReadonlyMap<string, ModelConfig>,
): ConfigResult {
  const steps = service.steps.flatMap((step): readonly PlannedStep[] => {
    const config = configs.get(step.serving.model.qualifiedName);
    return config ? [{ step, config }] : [];
  });
  // A step's model that can't be described has been reported; the ensemble would only repeat it.
  if (steps.length < service.steps.length) return { diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const wiring = new Wiring(service, steps, diagnostics);
  const stepConfigs = steps.map((planned) => wiring.connect(planned));
  const maxBatchSize = smallestBatch(steps);
  const batching = maxBatchSize.value > 0;
  const inputs = service.inputs.flatMap((port) => wiring.serviceInput(port, batching));
  const outputs = service.outputs.flatMap((port) => wiring.serviceOutput(port, batching));
  return {
    config: {
      name: folder,
      packageName: packageOf(service.qualifiedName),
      cause: service,
      ...(service.documentation === undefined ? {} : { documentation: service.documentation }),
      runs: 'ensemble',
      maxBatchSize,
      inputs,
      outputs,
      ...(service.cache
        ? { cachesResponses: traced(true, service.cache.origin, saidBy(service.cache.origin)) }
        : {}),
      ensemble: stepConfigs,
      versions: [{ version: 1, files: [], cause: service }],
    },
    diagnostics,
  };
}

/** Triton refuses an ensemble that lets larger batches in than one of its batching models takes. */
function smallestBatch(steps: readonly PlannedStep[]): Traced<number> {
  const sizes = steps.map(({ config }) => config.maxBatchSize);
  const whole = sizes.find((size) => size.value === 0);
  if (whole) return traced(0, whole.cause, 'One of the steps takes whole tensors, so dims hold every axis.');
  const smallest = sizes.reduce((best, size) => (size.value < best.value ? size : best));
  return traced(smallest.value, smallest.cause, 'The smallest batch among the steps.');
}

class Wiring {
  readonly #service: Service;
  readonly #steps: ReadonlyMap<string, PlannedStep>;
  readonly #diagnostics: Diagnostic[];
  /** `step output` → the service output that it becomes. */
  readonly #published = new Map<string, string>();
  /** `step output` of each result that some step or output takes. */
  readonly #taken = new Set<string>();
  readonly #consumers = new Map<string, { readonly tensor: TensorConfig; readonly batching: boolean }>();

  constructor(service: Service, steps: readonly PlannedStep[], diagnostics: Diagnostic[]) {
    this.#service = service;
    this.#steps = new Map(steps.map((planned) => [planned.step.name, planned]));
    this.#diagnostics = diagnostics;
    for (const port of service.outputs) this.#publish(port);
    for (const { step, config } of steps) {
      for (const { source } of this.#pairs(step, config))
        if (source.tensor) this.#taken.add(key(source.name, source.tensor));
    }
  }

  connect({ step, config }: PlannedStep): StepConfig {
    const pairs = this.#pairs(step, config);
    const connected = new Set(pairs.map((pair) => pair.input.name));
    for (const input of config.inputs) {
      if (connected.has(input.name)) continue;
      this.#report(
        'TN9231',
        step.origin,
        `Step ${step.name} leaves input ${input.name} of ${config.name} without a value.`,
        {
          help: `Name what fills it, in the order of the inputs of ${config.name}: ${config.inputs.map(({ name }) => name).join(', ')}.`,
        },
      );
    }
    for (const take of step.takes.slice(config.inputs.length)) {
      this.#report(
        'TN9231',
        take.origin,
        `${config.name} has ${config.inputs.length} inputs, so ${take.name} fills none.`,
        { help: 'Remove it.' },
      );
    }
    for (const pair of pairs) {
      const outputs =
        pair.source.tensor === undefined ? undefined : this.#steps.get(pair.source.name)?.config.outputs;
      if (outputs && !outputs.some(({ name }) => name === pair.source.tensor)) {
        this.#report('TN9231', pair.origin, `Step ${pair.source.name} has no output ${pair.source.tensor}.`, {
          help: `It has ${outputs.map(({ name }) => name).join(', ')}.`,
        });
      }
      if (!this.#consumers.has(pair.as))
        this.#consumers.set(pair.as, { tensor: pair.input, batching: config.maxBatchSize.value > 0 });
    }
    const outputs = config.outputs.filter((output) => this.#isUsed(step, output.name));
    const version = step.serving.version === undefined ? undefined : Number(step.serving.version);
    return {
      model: config.name,
      ...(version === undefined ? {} : { version }),
      inputs: pairs.map((pair): TensorMapping => ({
        tensor: pair.input.name,
        as: pair.as,
        cause: pair.origin,
      })),
      outputs: outputs.map((output): TensorMapping => ({
        tensor: output.name,
        as: this.#tensorName(step.name, output.name),
        cause: step,
      })),
      cause: step,
      comment: `step ${step.name} of ${this.#service.qualifiedName}`,
    };
  }

  serviceInput(port: Port, batching: boolean): readonly TensorConfig[] {
    const consumer = this.#consumers.get(port.name);
    if (consumer === undefined) {
      this.#report(
        'TN9231',
        port.origin,
        `No step takes input ${port.name} of ${this.#service.name}; Triton refuses such an ensemble.`,
        {
          help: `Use it in a step, or remove it.`,
        },
      );
      return [];
    }
    return [this.#servicePort(port, consumer.tensor, consumer.batching, batching)];
  }

  serviceOutput(port: Port, batching: boolean): readonly TensorConfig[] {
    const source = this.#sourceOf(port);
    if (source === undefined) return [];
    return [this.#servicePort(port, source.output, source.planned.config.maxBatchSize.value > 0, batching)];
  }

  /** What the service declares; where it declares no tensor, what the model at the other end has. */
  #servicePort(port: Port, model: TensorConfig, modelBatching: boolean, batching: boolean): TensorConfig {
    const full: readonly (number | string)[] = [
      ...(modelBatching ? ['batch'] : []),
      ...model.dims.map((size, axis) => (size === -1 ? (model.symbols[axis] ?? '?') : size)),
    ];
    const declared = port.type.kind === 'tensor' ? port.type : undefined;
    const type = declared ? (tritonType(declared.item) ?? model.type) : model.type;
    // A declaration may leave out the batch axis, since requests are what it describes.
    const shape =
      declared === undefined
        ? full
        : declared.shape.length === full.length - 1 && batching
          ? ['batch', ...declared.shape]
          : declared.shape;
    const sizes = batching ? shape.slice(1) : shape;
    const name = this.#service.qualifiedName;
    return {
      name: port.name,
      type,
      dims: sizes.length === 0 ? [1] : sizes.map((size) => (typeof size === 'number' ? size : -1)),
      symbols:
        sizes.length === 0 ? [undefined] : sizes.map((size) => (typeof size === 'string' ? size : undefined)),
      cause: port,
      comment: declared
        ? `${printShape(declared.item, declared.shape)} in ${name}`
        : `as ${model.name} of its model`,
    };
  }

  /** What fills each input of a step's model, and the ensemble's name of it. */
  #pairs(step: EnsembleStep, config: ModelConfig): readonly Pair[] {
    const inputs = config.inputs.map(({ name }) => name);
    const wires = wireStep(step, inputs, (name) =>
      this.#steps.get(name)?.config.outputs.map((output) => output.name),
    );
    return wires.map(({ input, from, output, origin }) => ({
      input: config.inputs.find(({ name }) => name === input)!,
      as: output === undefined ? from : this.#tensorName(from, output),
      source: { name: from, tensor: output },
      origin,
    }));
  }

  #publish(port: Port): void {
    const source = this.#sourceOf(port);
    if (source === undefined) {
      this.#report('TN9233', port.origin, `No step writes output ${port.name} of ${this.#service.name}.`, {
        help: `Say where it comes from: output ${port.name} from ${[...this.#steps.keys()].at(-1) ?? 'a step'}.`,
      });
      return;
    }
    const place = key(source.planned.step.name, source.output.name);
    const other = this.#published.get(place);
    if (other === undefined) this.#published.set(place, port.name);
    else {
      this.#report(
        'TN9233',
        port.origin,
        `${port.name} and ${other} are the same result of step ${source.planned.step.name}, and Triton gives each tensor one name.`,
        {
          help: `Remove one of them.`,
        },
      );
    }
  }

  /** The step that an output names, or else the step that is called like it. */
  #sourceOf(port: Port): { readonly planned: PlannedStep; readonly output: TensorConfig } | undefined {
    const stepName =
      port.from === undefined
        ? port.name
        : port.from.qualifiedName.slice(port.from.qualifiedName.lastIndexOf('.') + 1);
    const planned = this.#steps.get(stepName);
    if (planned === undefined) return undefined;
    const { outputs } = planned.config;
    const output =
      outputs.length === 1 && port.part === undefined
        ? outputs[0]
        : outputs.find(({ name }) => name === (port.part ?? port.name));
    return output && { planned, output };
  }

  #isUsed(step: EnsembleStep, output: string): boolean {
    const place = key(step.name, output);
    return this.#published.has(place) || this.#taken.has(place);
  }

  #tensorName(step: string, output: string): string {
    const outputs = this.#steps.get(step)?.config.outputs.length;
    return this.#published.get(key(step, output)) ?? intermediateName(step, output, outputs === 1);
  }

  #report(...problemOf: Parameters<typeof problem>): void {
    this.#diagnostics.push(problem(...problemOf));
  }
}

interface Pair {
  readonly input: TensorConfig;
  /** The ensemble's name of the tensor. */
  readonly as: string;
  /** Step and its output, or a service input when there is no output. */
  readonly source: { readonly name: string; readonly tensor: string | undefined };
  readonly origin: EnsembleStep['takes'][number]['origin'];
}

const key = (step: string, output: string): string => `${step} ${output}`;
