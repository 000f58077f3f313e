import type { Pipeline, Step } from '../../language/model/pipeline.ts';
import type { Recovery, RecoveryAction } from '../../language/model/recovery.ts';
import type { Training } from '../../language/model/learning.ts';
import type { Said } from './output.ts';
import { find, isStep, type Scope } from './scope.ts';
import { kubernetesBytes, plainSetting, wholeSeconds } from './settings.ts';

type Retry = Extract<RecoveryAction, { action: 'retry' }>;

/** The calls that follow a task: retries, time limit, resources, caching. */
export function planSettings(step: Step, scope: Scope): readonly Said[] {
  const settings: Said[] = [];
  const own = firstRetry(step.recoveries);
  const outer = firstRetry(scope.pipeline.recoveries);
  if (own)
    settings.push(
      ...retryWords(own, scope).map(({ value, cause }) => ({ value: `TASK.set_retry(${value})`, cause })),
    );
  else if (outer) settings.push({ value: 'TASK.set_retry(**RETRY)', cause: outer });
  const limit = step.timeout ?? timeoutAction(step.recoveries);
  if (limit) {
    const seconds = wholeSeconds(limit.value);
    if (seconds === undefined)
      scope.report(
        'TN9302',
        limit.origin,
        `"${limit.value.text}" is not a time limit of at least one second.`,
      );
    else settings.push({ value: `kubernetes.set_timeout(TASK, seconds=${seconds})`, cause: limit });
  }
  for (const setting of step.resources ?? []) settings.push(...resourceCall(setting.name, setting, scope));
  if (isStep(step, 'train'))
    settings.push(...trainingResources(find(scope, step.training, 'training'), scope));
  if (['read', 'register', 'write'].includes(step.verb)) {
    settings.push({
      value: 'TASK.set_caching_options(False)',
      cause: { derived: 'what is outside of the pipeline may have changed since the last run', from: [step] },
    });
  }
  return settings;
}

/** A pipeline can't be retried as a whole, so each step is that has no retry of its own. */
export const pipelineRetry = (pipeline: Pipeline, scope: Scope): Said | undefined => {
  const retry = firstRetry(pipeline.recoveries);
  return retry && retryWords(retry, scope)[0];
};

const firstRetry = (recoveries: readonly Recovery[]): Retry | undefined =>
  recoveries
    .filter((recovery) => recovery.event === 'failure')
    .flatMap((recovery) => recovery.actions)
    .find((action): action is Retry => action.action === 'retry');

const timeoutAction = (recoveries: readonly Recovery[]) =>
  recoveries.flatMap((recovery) => recovery.actions).find((action) => action.action === 'timeout')?.after;

function retryWords(retry: Retry, scope: Scope): Said[] {
  const times = retry.times.value;
  if (!Number.isInteger(times) || times < 0) {
    scope.report(
      'TN9302',
      retry.times.origin,
      `"retry ${times} times" is not a number of retries; Kubeflow would accept it and never end well.`,
      { help: 'Write a whole number of 0 or more.' },
    );
    return [];
  }
  const words = [`num_retries=${times}`];
  const { backoff } = retry;
  if (backoff) {
    const kind = backoff.kind.value;
    const factor = { exponential: '2.0', fixed: '1.0', constant: '1.0' }[kind];
    if (factor === undefined)
      scope.report(
        'TN9313',
        backoff.kind.origin,
        `Kubeflow has no ${kind} backoff; the wait stays the same.`,
        { help: 'Write exponential or fixed.' },
      );
    for (const [word, length] of [
      ['backoff_duration', backoff.from],
      ['backoff_factor', undefined],
      ['backoff_max_duration', backoff.to],
    ] as const) {
      if (word === 'backoff_factor') words.push(`${word}=${factor ?? '1.0'}`);
      else if (length) {
        const seconds = wholeSeconds(length.value);
        if (seconds === undefined)
          scope.report(
            'TN9302',
            length.origin,
            `"${length.value.text}" is not a wait of at least one second.`,
          );
        else words.push(`${word}="${seconds}s"`);
      }
    }
  }
  return [{ value: words.join(', '), cause: [retry, retry.times] }];
}

function resourceCall(name: string, setting: NonNullable<Step['resources']>[number], scope: Scope): Said[] {
  const value = plainSetting(setting.value);
  if (typeof value === 'number' && value > 0) {
    const cause = setting.origin;
    switch (name) {
      case 'cpu':
      case 'cpus':
        return [{ value: `TASK.set_cpu_request("${value}").set_cpu_limit("${value}")`, cause }];
      case 'memory': {
        const memory = kubernetesBytes(value);
        return [{ value: `TASK.set_memory_request("${memory}").set_memory_limit("${memory}")`, cause }];
      }
      case 'gpu':
      case 'gpus':
        return [{ value: acceleratorCall(value), cause }];
    }
  }
  scope.report('TN9315', setting.origin, `A Kubeflow step can't ask for "${name}".`, {
    help: 'Known are cpu, memory and gpu, each with a number above 0.',
  });
  return [];
}

const acceleratorCall = (count: number): string =>
  `TASK.set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(${count})`;

function trainingResources(training: Training | undefined, scope: Scope): Said[] {
  const runsOn = training?.runsOn;
  if (!training || !runsOn) return [];
  const settings: Said[] = [];
  const pool = find(scope, runsOn.pool, 'pool');
  if (runsOn.gpusPerNode.value > 0)
    settings.push({ value: acceleratorCall(runsOn.gpusPerNode.value), cause: runsOn.gpusPerNode });
  if (pool) {
    settings.push({
      value: `kubernetes.add_node_selector(TASK, "node.kubernetes.io/instance-type", "${pool.machine.value}")`,
      cause: [runsOn.origin, pool.machine],
    });
  }
  if (runsOn.nodes.value > 1) {
    scope.report(
      'TN9312',
      runsOn.nodes.origin,
      `A pipeline step is one machine; of the ${runsOn.nodes.value} nodes of ${training.qualifiedName} it uses one.`,
      {
        help: 'Train in several steps, or on a cluster that the training program starts itself.',
      },
    );
  }
  return settings;
}

export const pipelineDeadline = (pipeline: Pipeline, scope: Scope): Said<number> | undefined => {
  const limit = pipeline.timeout ?? timeoutAction(pipeline.recoveries);
  if (!limit) return undefined;
  const seconds = wholeSeconds(limit.value);
  if (seconds === undefined)
    scope.report('TN9302', limit.origin, `"${limit.value.text}" is not a time limit of at least one second.`);
  return seconds === undefined ? undefined : { value: seconds, cause: limit };
};
