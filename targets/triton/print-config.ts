import { headerLine } from '../kit/header.ts';
import {
  blank,
  comment,
  field,
  message,
  printPbtxt,
  symbol,
  type ProtoBody,
  type ProtoItem,
  type ProtoValue,
} from '../kit/pbtxt.ts';
import type { Cause, Text } from '../kit/text.ts';
import type { Traced } from '../kit/traced.ts';
import type {
  DynamicBatching,
  InstanceGroup,
  ModelConfig,
  StepConfig,
  TensorConfig,
  WarmupRequest,
} from './output.ts';

/** `config.pbtxt`: a message inference.ModelConfig in protobuf's text format. */
export function printConfig(config: ModelConfig): Text {
  return printPbtxt([
    comment(headerLine('#', config.packageName).slice(2)),
    ...(config.documentation === undefined ? [] : [comment(config.documentation, config.cause)]),
    field('name', config.name, config.cause),
    config.runs === 'onnx'
      ? field('backend', 'onnxruntime', config.cause)
      : field('platform', 'ensemble', config.cause),
    ...(config.remark === undefined ? [] : [comment(config.remark, config.cause)]),
    ...said('max_batch_size', config.maxBatchSize),
    ...config.inputs.flatMap((tensor) => [blank, tensorMessage('input', tensor)]),
    ...config.outputs.flatMap((tensor) => [blank, tensorMessage('output', tensor)]),
    ...(config.instances ? [blank, instanceGroup(config.instances)] : []),
    ...(config.batching ? [blank, dynamicBatching(config.batching)] : []),
    ...(config.threads ? [blank, threadParameter(config.threads)] : []),
    ...(config.accelerator ? [blank, accelerator(config.accelerator)] : []),
    ...(config.ensemble ? [blank, ensembleScheduling(config.ensemble, config.cause)] : []),
    ...(config.loads ? [blank, versionPolicy(config.loads)] : []),
    ...(config.warmup ? [blank, warmup(config.warmup)] : []),
    ...(config.cachesResponses ? [blank, responseCache(config.cachesResponses)] : []),
  ]);
}

function tensorMessage(name: 'input' | 'output', tensor: TensorConfig): ProtoItem {
  return message(
    name,
    [
      comment(tensor.comment),
      field('name', tensor.name),
      field('data_type', symbol(tensor.type)),
      field('dims', tensor.dims),
      ...(tensor.reshape ? [message('reshape', [field('shape', tensor.reshape)])] : []),
    ],
    tensor.cause,
  );
}

const instanceGroup = (group: InstanceGroup): ProtoItem =>
  message(
    'instance_group',
    [
      ...(group.count ? said('count', group.count) : []),
      ...(group.kind ? [field('kind', symbol(group.kind.value), group.kind.cause)] : []),
      ...(group.slot ? [rateLimiter(group.slot)] : []),
    ],
    group.cause,
  );

const rateLimiter = (slot: NonNullable<InstanceGroup['slot']>): ProtoItem =>
  message(
    'rate_limiter',
    [
      ...(slot.comment === undefined ? [] : [comment(slot.comment)]),
      message('resources', [field('name', slot.value.resource), field('global', true), field('count', 1)]),
    ],
    slot.cause,
  );

function dynamicBatching(batching: DynamicBatching): ProtoItem {
  const settings = [
    batching.preferredSizes,
    batching.queueDelayMicroseconds,
    batching.queueTimeoutMicroseconds,
  ];
  const isBare = settings.every((setting) => setting === undefined);
  return message(
    'dynamic_batching',
    [
      ...(isBare ? [comment('Requests that wait are run together; none waits for others.')] : []),
      ...(batching.preferredSizes ? said('preferred_batch_size', batching.preferredSizes) : []),
      ...(batching.queueDelayMicroseconds
        ? said('max_queue_delay_microseconds', batching.queueDelayMicroseconds)
        : []),
      ...(batching.queueTimeoutMicroseconds ? [queuePolicy(batching.queueTimeoutMicroseconds)] : []),
    ],
    batching.cause,
  );
}

const queuePolicy = (timeout: Traced<number>): ProtoItem =>
  message(
    'default_queue_policy',
    [field('timeout_action', symbol('REJECT')), ...said('default_timeout_microseconds', timeout)],
    timeout.cause,
  );

/** Read by the ONNX Runtime backend, which takes its settings as texts. */
const threadParameter = (threads: Traced<number>): ProtoItem =>
  message(
    'parameters',
    [
      ...(threads.comment === undefined ? [] : [comment(threads.comment)]),
      field('key', 'intra_op_thread_count'),
      message('value', [field('string_value', String(threads.value))]),
    ],
    threads.cause,
  );

const accelerator = (used: Traced<'tensorrt' | 'openvino'>): ProtoItem =>
  message(
    'optimization',
    [
      ...(used.comment === undefined ? [] : [comment(used.comment)]),
      message('execution_accelerators', [
        message(used.value === 'tensorrt' ? 'gpu_execution_accelerator' : 'cpu_execution_accelerator', [
          field('name', used.value),
        ]),
      ]),
    ],
    used.cause,
  );

const versionPolicy = (loads: Traced<readonly number[]>): ProtoItem =>
  message(
    'version_policy',
    [
      ...(loads.comment === undefined ? [] : [comment(loads.comment)]),
      message('specific', [field('versions', loads.value)]),
    ],
    loads.cause,
  );

const warmup = (request: WarmupRequest): ProtoItem =>
  message(
    'model_warmup',
    [
      ...(request.comment === undefined ? [] : [comment(request.comment)]),
      field('name', 'zeros'),
      ...(request.batchSize > 0 ? [field('batch_size', request.batchSize)] : []),
      ...request.inputs.map((input) =>
        message('inputs', [
          field('key', input.name),
          message('value', [
            field('data_type', symbol(input.type)),
            field('dims', input.dims),
            field('zero_data', true),
          ]),
        ]),
      ),
    ],
    request.cause,
  );

const responseCache = (enabled: Traced<true>): ProtoItem =>
  message('response_cache', said('enable', enabled), enabled.cause);

function ensembleScheduling(steps: readonly StepConfig[], cause: Cause): ProtoItem {
  return message('ensemble_scheduling', steps.map(stepMessage), cause);
}

function stepMessage(step: StepConfig): ProtoItem {
  const map = (name: string, mappings: StepConfig['inputs']): ProtoBody =>
    mappings.map((mapping) =>
      message(name, [field('key', mapping.tensor), field('value', mapping.as)], mapping.cause),
    );
  return message(
    'step',
    [
      comment(step.comment),
      field('model_name', step.model),
      // -1 is the newest version that is loaded.
      field('model_version', step.version ?? -1),
      ...map('input_map', step.inputs),
      ...map('output_map', step.outputs),
    ],
    step.cause,
  );
}

/** A field below a comment that says where its value comes from. */
function said(
  name: string,
  value: Traced<ProtoValue & (string | number | boolean)> | Traced<readonly number[]>,
): ProtoBody {
  const above = value.comment === undefined ? [] : [comment(value.comment, value.cause)];
  return [...above, field(name, value.value, value.cause)];
}
