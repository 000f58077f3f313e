import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Cause } from '../kit/text.ts';
import { placeOf, problem, type TritonCode } from './diagnostics.ts';
import type { ModelConfig, TensorConfig } from './output.ts';

/**
 * What Triton's core refuses when it loads a configuration (ValidateModelConfig and ValidateIOShape of its
 * model_config_utils.cc), and what it accepts in silence although it can't be meant. Said at the model's text
 * before anything is written.
 */
export function checkModelConfig(config: ModelConfig): readonly Diagnostic[] {
  return [
    ...checkBatching(config),
    ...checkInstances(config),
    ...checkTensors(config),
    ...checkWarmup(config),
  ].map(({ code, cause, message, help }) =>
    problem(code, placeOf(cause, config.cause), message, help === undefined ? {} : { help }),
  );
}

interface Violation {
  readonly code: TritonCode;
  readonly cause: Cause;
  readonly message: string;
  readonly help?: string;
}

function* checkBatching({ name, maxBatchSize, batching }: ModelConfig): Iterable<Violation> {
  const max = maxBatchSize.value;
  const code = 'TN9211';
  if (!isCount(max))
    yield {
      code,
      cause: maxBatchSize.cause,
      message: `The largest batch of ${name} is ${max}; Triton needs a whole number of 1 or more.`,
    };
  const { preferredSizes, queueDelayMicroseconds: delay, queueTimeoutMicroseconds: timeout } = batching ?? {};
  for (const size of preferredSizes?.value ?? []) {
    if (Number.isInteger(size) && size >= 1 && size <= max) continue;
    yield {
      code,
      cause: preferredSizes?.cause,
      message: `A batch of ${size} is outside of 1..${max} for ${name}.`,
    };
  }
  if (delay && !isCount(delay.value)) {
    yield {
      code,
      cause: delay.cause,
      message: `A request can't wait ${delay.value} µs for others; Triton counts whole microseconds.`,
    };
  }
  if (timeout && !(isCount(timeout.value) && timeout.value > 0)) {
    yield {
      code,
      cause: timeout.cause,
      message: `A timeout of ${timeout.value} µs never ends a request; Triton reads 0 as none.`,
    };
  }
}

function* checkInstances({ name, instances }: ModelConfig): Iterable<Violation> {
  const count = instances?.count;
  // Triton accepts -1 and takes it for its default.
  if (!count || (isCount(count.value) && count.value > 0)) return;
  yield {
    code: 'TN9212',
    cause: count.cause,
    message: `${name} can't have ${count.value} instances.`,
    help: 'Write 1 or more.',
  };
}

function* checkTensors({ name, cause, inputs, outputs }: ModelConfig): Iterable<Violation> {
  const code = 'TN9210';
  if (inputs.length === 0) yield { code, cause, message: `${name} has no input.` };
  if (outputs.length === 0) yield { code, cause, message: `${name} has no output.` };
  for (const [direction, tensors] of [
    ['input', inputs],
    ['output', outputs],
  ] as const) {
    yield* tensors.flatMap((tensor, index) => [
      ...checkDims(name, direction, tensor),
      // Triton accepts a second input of the same name and then waits for both.
      ...(tensors.findIndex((other) => other.name === tensor.name) < index
        ? [
            {
              code,
              cause: tensor.cause,
              message: `${name} has two ${direction}s called ${tensor.name}.`,
            } as const,
          ]
        : []),
    ]);
  }
}

function checkDims(name: string, direction: string, tensor: TensorConfig): readonly Violation[] {
  const wrong = tensor.dims.find((size) => !(size === -1 || (Number.isInteger(size) && size >= 1)));
  if (wrong === undefined) return [];
  return [
    {
      code: 'TN9210',
      cause: tensor.cause,
      message: `An axis of ${direction} ${tensor.name} of ${name} has size ${wrong}; Triton needs 1 or more.`,
    },
  ];
}

function* checkWarmup({ name, maxBatchSize, warmup }: ModelConfig): Iterable<Violation> {
  if (warmup === undefined) return;
  const { batchSize, cause } = warmup;
  const code = 'TN9213';
  if (batchSize > maxBatchSize.value || (maxBatchSize.value > 0 && batchSize < 1)) {
    yield {
      code,
      cause,
      message: `The warm-up sends a batch of ${batchSize}, and ${name} takes 1..${maxBatchSize.value}.`,
    };
  }
  for (const input of warmup.inputs) {
    if (input.dims.every((size) => Number.isInteger(size) && size >= 1)) continue;
    yield {
      code,
      cause,
      message: `The warm-up sends ${input.name} with sizes ${input.dims.join(', ')}; each has to be 1 or more.`,
    };
  }
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;
