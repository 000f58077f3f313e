import type { Pipeline, Step } from '../../language/model/pipeline.ts';
import type { Recovery, RecoveryAction } from '../../language/model/recovery.ts';
import type { Ref } from '../../language/model/element.ts';
import { quotePython } from '../kit/python.ts';
import { secretName, webhookVariable } from './names.ts';
import type { FailureOutput, Said } from './output.ts';
import { find, isStep, type Scope } from './scope.ts';
import { pinned, STEP_PACKAGES } from './versions.ts';

const FAILURES: ReadonlySet<string> = new Set(['failure', 'timeout']);

/** The exit handler: Kubeflow has one for a whole pipeline, and none for a single step. */
export function planFailure(pipeline: Pipeline, scope: Scope): FailureOutput | undefined {
  const actions: Said[] = [];
  const onSuccess: Said[] = [];
  const environment = new Map<string, FailureOutput['environment'][number]>();
  let registry = false;
  for (const recovery of pipeline.recoveries) {
    const list = FAILURES.has(recovery.event)
      ? actions
      : recovery.event === 'success'
        ? onSuccess
        : undefined;
    if (!list) {
      scope.report(
        'TN9304',
        recovery.origin,
        `Kubeflow does not tell a pipeline about the event "${recovery.event}".`,
        { help: 'It knows failure and success.' },
      );
      continue;
    }
    for (const action of recovery.actions) {
      if (action.action === 'alert') {
        const channel = find(scope, action.channel, 'channel');
        const name = channel?.name ?? action.channel.qualifiedName.split('.').at(-1)!;
        const variable = webhookVariable(name);
        if (channel && !POSTED.has(channel.via.value)) {
          scope.report(
            'TN9313',
            channel.via.origin,
            `An alert is posted as JSON to a web address; ${channel.via.value} needs something in between.`,
            { help: `Known are ${[...POSTED].join(', ')}.` },
          );
        }
        list.push({
          value: `handler.alert(${quotePython(name)}, ${quotePython(variable)})`,
          cause: [action, channel],
        });
        const address = channel?.to?.value;
        environment.set(variable, {
          variable,
          cause: [action, channel, channel?.secret, channel?.to],
          // Where nothing says which secret it is, it is called like the channel.
          ...(address?.startsWith('http')
            ? { address }
            : { secret: channel?.secret?.value ?? secretName(name) }),
        });
      } else if (action.action === 'rollback') {
        const model = modelOf(action.subject, scope);
        if (model === undefined) {
          scope.report(
            'TN9313',
            action.origin,
            `A pipeline can only roll back a registered model, and ${action.subject.qualifiedName} is none.`,
            { help: 'Name a register step of this pipeline or a model.' },
          );
          continue;
        }
        registry = true;
        const to = action.to === undefined ? '' : `, to=${quotePython(action.to)}`;
        list.push({
          value: `handler.rollback(${quotePython(model)}, mlflow_tracking_uri${to})`,
          cause: action,
        });
      } else reportRest(action, scope);
    }
  }
  if (actions.length + onSuccess.length === 0) return undefined;
  return {
    cause: pipeline.recoveries.map((recovery) => recovery.origin),
    packages: registry ? STEP_PACKAGES['failure']!.map((name) => pinned(name)) : [],
    actions,
    onSuccess,
    environment: [...environment.values()],
  };
}

/** Services that take a JSON body with a "text". */
const POSTED: ReadonlySet<string> = new Set(['webhook', 'slack', 'teams', 'mattermost']);

function modelOf(subject: Ref, scope: Scope): string | undefined {
  const step = scope.steps.get(subject.qualifiedName);
  if (isStep(step, 'register')) return step.as.qualifiedName.split('.').at(-1);
  return find(scope, subject, 'model')?.name;
}

// Retries and time limits are settings of each task, and isolation is part of a validation.
const ELSEWHERE: ReadonlySet<RecoveryAction['action']> = new Set(['retry', 'timeout']);

function reportRest(action: RecoveryAction, scope: Scope): void {
  if (ELSEWHERE.has(action.action)) return;
  const words =
    action.action === 'other' ? [action.verb, action.object ?? ''].join(' ').trim() : action.action;
  scope.report('TN9313', action.origin, `A Kubeflow pipeline can't "${words}" when it fails.`, {
    help: 'It can retry, roll back a registered model and alert; a validate step can also isolate rows.',
  });
}

/** Says which handlers of a single step have no place in Kubeflow. */
export function reportStepRecoveries(step: Step, scope: Scope): void {
  const report = (recovery: Recovery, action: RecoveryAction): void => {
    const carried =
      ELSEWHERE.has(action.action) ||
      (action.action === 'isolate' && step.verb === 'validate' && recovery.event === 'failure');
    if (carried) return;
    const words = action.action === 'other' ? action.verb : action.action;
    scope.report(
      'TN9304',
      action.origin,
      `Kubeflow has no handler for the failure of a single step, so "${words}" of "${step.name}" is left out.`,
      {
        help: 'Put it into the "on failure" of the pipeline.',
      },
    );
  };
  for (const recovery of step.recoveries) for (const action of recovery.actions) report(recovery, action);
}
