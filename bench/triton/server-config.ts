import type { ServerSettings } from '../recommend/search-space.ts';
import type { ModelConfig } from './triton-client.ts';

/** What of a configuration stays while settings are searched. */
export interface BaseConfig {
  readonly config: ModelConfig;
  /** Requests can be put together: `max_batch_size` is above 0, and `dims` leave out the batch axis. */
  readonly batches: boolean;
  /** The sizes that the server prefers were declared, so they stay. */
  readonly keepsPreferred: boolean;
}

const MICROSECONDS = 1e6;

/**
 * The configuration with other settings. Cached answers would be measured in place of the model, so the cache is off.
 * All else is the user's: versions, devices, threads, warm-up, queue timeouts.
 */
export function configWith(
  { config, batches, keepsPreferred }: BaseConfig,
  settings: ServerSettings,
): ModelConfig {
  const { response_cache: _, dynamic_batching: batching, ...rest } = config;
  const [group = {}] = list(config['instance_group']);
  const { preferred_batch_size: preferred, ...policies } = record(batching);
  return {
    ...rest,
    instance_group: [{ ...record(group), count: settings.instances }],
    ...(batches
      ? {
          max_batch_size: settings.batch,
          dynamic_batching: {
            ...policies,
            ...(keepsPreferred && preferred !== undefined ? { preferred_batch_size: preferred } : {}),
            max_queue_delay_microseconds: Math.round(settings.delay * MICROSECONDS),
          },
        }
      : {}),
  };
}

/**
 * Makes a model batch that is configured without batching, as `tenon generate` does for one that nobody measured: its
 * `dims` hold every axis, and the first one of each is open. Undefined where that can't be said of all tensors.
 */
export function batchedConfig(config: ModelConfig): ModelConfig | undefined {
  const tensors = (side: 'input' | 'output'): readonly (Readonly<Record<string, unknown>> | undefined)[] =>
    list(config[side]).map((each) => {
      const { dims, reshape, ...rest } = record(each);
      const [first, ...others] = list(dims).map(Number);
      if (first !== -1 || reshape !== undefined) return undefined;
      // Triton has no empty dims; a tensor of nothing but the batch axis is reshaped.
      return others.length > 0 ? { ...rest, dims: others } : { ...rest, dims: [1], reshape: { shape: [] } };
    });
  const [inputs, outputs] = [tensors('input'), tensors('output')];
  const all = [...inputs, ...outputs];
  if (inputs.length === 0 || all.includes(undefined)) return undefined;
  return { ...config, max_batch_size: 1, input: inputs, output: outputs };
}

/** Where the copies run, as the server has decided it. */
export function deviceOf(config: ModelConfig): 'cpu' | 'gpu' {
  return list(config['instance_group']).some((group) => record(group)['kind'] === 'KIND_GPU') ? 'gpu' : 'cpu';
}

/** Threads inside one operator of each copy, where the configuration says it. */
export function threadsOf(config: ModelConfig): number | undefined {
  const { string_value: text } = record(record(config['parameters'])['intra_op_thread_count']);
  const threads = Number(text ?? 0);
  return Number.isInteger(threads) && threads > 0 ? threads : undefined;
}

export const maxBatchOf = (config: ModelConfig): number => Number(config['max_batch_size'] ?? 0);

/** Why settings of this model can't be searched, or undefined. */
export function unsuitable(config: ModelConfig): string | undefined {
  if (config['platform'] === 'ensemble') return 'is an ensemble, which has no settings of its own';
  if (config['sequence_batching'] !== undefined)
    return 'batches sequences, whose requests depend on each other';
  const { decoupled } = record(config['model_transaction_policy']);
  return decoupled === true ? 'answers a request more than once, which HTTP can’t carry' : undefined;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
