import type { AstNode } from 'langium';
import { isNameRef, isStep, type Action, type Condition, type Declaration, type Step } from '../../../language/generated/ast.ts';
import { MACHINES } from '../machines.ts';
import { isActionNode } from '../syntax-kinds.ts';
import { operator } from '../fault.ts';
import { actionsOf, below, block, blocks, clause, entry, statementsOf, textOf, type Survey } from '../survey.ts';
import { groundOf } from './training.ts';

const isStepNode = (node: AstNode): node is Step => isStep(node);
const isConditionNode = (node: AstNode): node is Condition => node.$type === 'Condition';

/** Promises of services: `latency.p99 < 20ms`. */
const promises = (survey: Survey): { service: Declaration; condition: Condition; text: string }[] =>
  survey.declarations('objective').flatMap((objective) => {
    const service = survey.around(objective, 'service');
    if (!service) return [];
    return statementsOf(objective)
      .filter(isConditionNode)
      .map((condition) => ({ service, condition, text: textOf(condition) }));
  });

/** Waits for other requests in the batches of a service. */
const waits = (service: Declaration): AstNode[] =>
  [...below(service.body, isActionNode)].flatMap((each) => (each.verb === 'batch' ? (clause(each, 'within')?.value ?? []) : []));

export const promiseBelowWait = operator({
  name: 'promise-below-queue-wait',
  area: 'serving',
  failure: 'Requests may wait longer for others than the whole answer may take.',
  *plant(survey) {
    for (const { service, condition, text } of promises(survey)) {
      if (!/^latency\.p\d+ <=? [\d.]+ms$/.test(text)) continue;
      for (const wait of waits(service))
        yield { at: wait, edits: [survey.replace(wait, '2s')], joints: [condition], says: `within ${textOf(wait)} → 2s with ${text}` };
    }
  },
});

export const promiseSlip = operator({
  name: 'promise-unit-slip',
  area: 'serving',
  failure: 'A promise is written in microseconds instead of milliseconds; it can not be kept even by an empty server.',
  *plant(survey) {
    for (const { service, condition, text } of promises(survey)) {
      const value = /[\d.]+ms$/.exec(text)?.[0];
      const inService = waits(service);
      if (value && text.startsWith('latency.') && inService.length > 0)
        yield { at: condition, edits: [survey.replaceIn(condition, value, value.replace('ms', 'us'))!], joints: inService, says: `${text} → ${value.replace('ms', 'us')}` };
    }
  },
});

export const wrongDimension = operator({
  name: 'wrong-dimension',
  area: 'serving',
  failure: 'A time is compared with a size; whoever reads the dashboard sees a promise that means nothing.',
  *plant(survey) {
    for (const { condition, text } of promises(survey)) {
      const value = /[\d.]+(ms|s)$/.exec(text)?.[0];
      if (value && text.includes('.p')) yield { at: condition, edits: [survey.replaceIn(condition, new RegExp(`${value.replace('.', '\\.')}$`), '20GiB')!], says: `${text} → 20GiB` };
    }
  },
});

export const availabilityAboveAll = operator({
  name: 'availability-above-all',
  area: 'serving',
  failure: 'A promise of more than 100 %, or of all the time: its error budget is nothing, and every deploy breaks it.',
  *plant(survey) {
    for (const { condition, text } of promises(survey)) {
      const value = /^availability >=? ([\d.]+%)$/.exec(text)?.[1];
      if (value) yield { at: condition, edits: [survey.replaceIn(condition, value, '999%')!], says: `${text} → 999%` };
    }
  },
});

export const targetAboveAll = operator({
  name: 'scaling-target-above-all',
  area: 'serving',
  failure: 'A scaling target that is never reached: the service never grows.',
  *plant(survey) {
    for (const keep of survey.actions('keep')) {
      const value = keep.object && /utilization <=? (\d+)%$/.exec(textOf(keep.object))?.[1];
      if (value && survey.around(keep, 'scale')) {
        yield { at: keep, edits: [survey.replaceIn(keep, `${value}%`, `${value}0%`)!], says: `${textOf(keep)} → ${value}0%` };
        yield { at: keep, edits: [survey.replaceIn(keep, `${value}%`, value)!], says: `${textOf(keep)} → ${value} without its percent` };
      }
    }
  },
});

export const trafficOff = operator({
  name: 'traffic-shares-off',
  area: 'serving',
  failure: 'The shares of the traffic do not add up; some requests go nowhere, or routers share them otherwise.',
  *plant(survey) {
    for (const owner of survey.declarations('traffic'))
      for (const condition of statementsOf(owner).filter(isConditionNode)) {
        const share = condition.share;
        const value = share && /^(\d+)%$/.exec(textOf(share))?.[1];
        if (share && value && Number(value) > 10) {
          yield { at: condition, edits: [survey.replace(share, `${Number(value) - 10}%`)], says: `${textOf(condition)} → ${Number(value) - 10}%` };
          break;
        }
      }
  },
});

export const versionUnknown = operator({
  name: 'version-nobody-has',
  area: 'release',
  failure: 'A canary, a roll-back or a promotion names a version that is neither served nor registered.',
  *plant(survey) {
    for (const node of survey.all((each): each is import('../../../language/generated/ast.ts').Version => each.$type === 'Version')) {
      if (!/^\d+$/.test(node.version)) continue;
      const owner = actionAround(node);
      const service = survey.around(node, 'service', 'experiment');
      const isCompared = service && new RegExp(`${textOf(node.receiver)}@${node.version}\\b[^%]*\\d%`).test(textOf(service));
      if (owner && service && isCompared && ['canary', 'rollback', 'shift', 'promote', 'shadow'].includes(owner.verb))
        yield { at: owner, edits: [survey.replace(node, `${textOf(node.receiver)}@99`)], joints: [service], says: `${owner.verb} ${textOf(node)} → @99` };
    }
  },
});

const actionAround = (node: AstNode): Action | undefined => {
  for (let each: AstNode | undefined = node.$container; each; each = each.$container) if (isActionNode(each)) return each;
  return undefined;
};

export const trafficToUnserved = operator({
  name: 'traffic-to-unserved-model',
  area: 'serving',
  failure: 'Traffic is sent to a model that the service does not serve.',
  *plant(survey) {
    for (const traffic of survey.declarations('traffic')) {
      const service = survey.around(traffic, 'service');
      const served = service ? actionsOf(service, 'serves').map(({ object }) => survey.meaning(object?.$type === 'Version' ? object.receiver : object)) : [];
      const other = survey.symbols('model').find((symbol) => symbol.file.path === survey.fileOf(traffic) && !served.includes(symbol));
      const condition = statementsOf(traffic).filter(isConditionNode)[0];
      const name = condition?.expression.$type === 'Version' ? condition.expression.receiver : undefined;
      if (service && other && condition && name)
        yield { at: condition, edits: [survey.replace(name, other.name)], joints: [service], says: `traffic to ${textOf(name)} → to ${other.name}, which is not served` };
    }
  },
});

/** Services that want GPUs, and the pools below them. */
function gpuServices(survey: Survey): { service: Declaration; wants: AstNode; ground: ReturnType<typeof groundOf>[number] }[] {
  return survey.declarations('service').flatMap((service) => {
    const wants = [...below(service.body, (node): node is AstNode => node.$type === 'Entry' && /^instances: .* on gpu/.test(textOf(node)))][0];
    const runs = actionsOf(service, 'runs')[0];
    const grounds = runs ? groundOf(survey, clause(runs, 'on')?.value) : [];
    const withGpu = grounds.filter(({ machine }) => (MACHINES.get(machine)?.gpus ?? 0) > 0);
    const ground = withGpu.length === 1 ? withGpu[0] : undefined;
    return wants && ground ? [{ service, wants, ground }] : [];
  });
}

export const servedWithoutGpu = operator({
  name: 'served-without-gpu',
  area: 'serving',
  failure: 'A model is to run on a GPU, and its cluster has none; the server does not start.',
  *plant(survey) {
    for (const { service, wants, ground } of gpuServices(survey))
      yield { at: ground.node, edits: [survey.replace(ground.value, '"m6i.xlarge"')], joints: [service, wants], says: `${ground.machine} → m6i.xlarge under ${service.name}` };
  },
});

export const poolBelowReplicas = operator({
  name: 'pool-below-replicas',
  area: 'serving',
  failure: 'The pool never has the GPUs that the replicas need; the last replicas wait for ever.',
  *plant(survey) {
    for (const { service, ground } of gpuServices(survey)) {
      const count = entry(ground.node, 'count')?.value;
      const replicas = entry(block(service, 'scale'), 'replicas')?.value;
      const most = replicas && /\.\.(\d+)$/.exec(textOf(replicas))?.[1];
      const gpus = MACHINES.get(ground.machine)!.gpus;
      if (count && replicas && most && Number(most) > gpus)
        yield { at: ground.node, edits: [survey.replace(count, '0..1')], joints: [service, replicas], says: `count: ${textOf(count)} → 0..1 for replicas: ${textOf(replicas)}` };
    }
  },
});

export const shardAboveMachine = operator({
  name: 'shards-above-machine',
  area: 'serving',
  failure: 'A model is cut into more parts than the machine has GPUs; the server does not start.',
  *plant(survey) {
    for (const shard of survey.declarations('shard')) {
      const tensor = entry(shard, 'tensor')?.value;
      const service = survey.around(shard, 'service');
      const runs = service && actionsOf(service, 'runs')[0];
      const ground = runs && groundOf(survey, clause(runs, 'on')?.value)[0];
      if (tensor && ground) yield { at: shard, edits: [survey.replace(tensor, '32')], joints: [ground.node, ...(runs ? [runs] : [])], says: `tensor: ${textOf(tensor)} → 32 on ${ground.machine}` };
    }
  },
});

export const modelBeyondMemory = operator({
  name: 'model-beyond-memory',
  area: 'serving',
  failure: 'The weights do not fit into the memory of the GPU; the server dies while it loads.',
  *plant(survey) {
    for (const { service, wants, ground } of gpuServices(survey)) {
      const model = actionsOf(service, 'serves').map(({ object }) => survey.meaning(object))[0];
      const parameters = model && entry(model.node as Declaration, 'parameters')?.value;
      if (parameters && /B$/.test(textOf(parameters)))
        yield { at: parameters, edits: [survey.replace(parameters, '405B')], joints: [service, wants, ground.node, ...actionsOf(service, 'serves')], says: `${model.name}: ${textOf(parameters)} → 405B parameters on ${ground.machine}` };
    }
  },
});

export const ensembleBypass = operator({
  name: 'ensemble-step-bypassed',
  area: 'serving',
  failure: 'A network gets what came in, without what makes it ready; the answer is rubbish.',
  *plant(survey) {
    for (const service of survey.declarations('service')) {
      const inputs = blocks(service, 'input').filter(({ name }) => name !== undefined);
      for (const step of [...below(service.body, isStepNode)]) {
        const on = step.action?.verb === 'run' ? clause(step.action, 'on')?.value : undefined;
        const from = survey.meaning(on);
        const model = step.action && survey.meaning(step.action.object);
        const wanted = model && blocks(model.node as Declaration, 'input')[0]?.type;
        const input = inputs.find(({ type }) => type && wanted && textOf(type) !== textOf(wanted));
        if (on && isNameRef(on) && from?.kind === 'step' && input?.type && wanted)
          yield { at: step, edits: [survey.replace(on, input.name!)], joints: [input, from.node, model.node], says: `step ${step.name} runs on ${input.name} instead of ${textOf(on)}` };
      }
    }
  },
});

export const answerTypeOff = operator({
  name: 'answer-type-off',
  area: 'serving',
  failure: 'A service says that its answer has another shape than its last step gives; clients fail to read it.',
  *plant(survey) {
    for (const output of survey.declarations('output')) {
      const service = survey.around(output, 'service');
      const size = output.type && /(\d+)\]$/.exec(textOf(output.type))?.[1];
      const from = clause(output, 'from');
      if (service && from && size)
        yield { at: output, edits: [survey.replaceIn(output, `${size}]`, `${Number(size) + 2}]`)!], says: `${service.name}.${output.name}: ${size} → ${Number(size) + 2}` };
      if (service && from && output.type && textOf(output.type) === 'string')
        yield { at: output, edits: [survey.replace(output.type, 'float32[batch, 3]')], says: `${service.name}.${output.name}: string → float32[batch, 3]` };
    }
  },
});

export const requestTypeOff = operator({
  name: 'request-type-off',
  area: 'serving',
  failure: 'A service takes another element type than its first step; every request is refused.',
  *plant(survey) {
    for (const input of survey.declarations('input')) {
      const service = survey.around(input, 'service');
      const type = input.type && textOf(input.type);
      const users = survey.users(survey.symbol(input));
      if (service && type && /^u?int\d+\[/.test(type) && users.length > 0)
        yield { at: input, edits: [survey.replaceIn(input, /u?int\d+\[/, 'float32[')!], joints: users, says: `${service.name}.${input.name}: ${type} → float32` };
    }
  },
});

export const hashWithoutKey = operator({
  name: 'hash-without-key',
  area: 'serving',
  failure: 'Requests are spread by a hash of nothing; all of them go to one copy.',
  *plant(survey) {
    for (const balance of survey.actions('balance')) {
      const by = clause(balance, 'by');
      if (by && textOf(balance.object!).includes('hash'))
        yield { at: balance, edits: [survey.remove(by)], says: `${textOf(balance)} loses its key` };
    }
  },
});

export const degradeToItself = operator({
  name: 'degrade-to-itself',
  area: 'serving',
  failure: 'What stands in for an overloaded model is the same model.',
  *plant(survey) {
    for (const degrade of survey.actions('degrade')) {
      const service = survey.around(degrade, 'service');
      const to = clause(degrade, 'to')?.value;
      const served = service && actionsOf(service, 'serves')[0]?.object;
      if (to && served && survey.meaning(to)?.kind === 'model' && textOf(to) !== textOf(served))
        yield { at: degrade, edits: [survey.replace(to, textOf(served))], joints: [service], says: `degrade to ${textOf(to)} → to ${textOf(served)}, which is served` };
    }
  },
});

export const warmupAboveBatch = operator({
  name: 'warmup-above-batch',
  area: 'serving',
  failure: 'The first request is larger than any that is allowed; the server never gets ready.',
  *plant(survey) {
    for (const warmup of survey.declarations('warmup')) {
      const batch = entry(warmup, 'batch')?.value;
      const owner = actionAround(warmup);
      if (batch && owner && actionsOf(owner, 'batch').length > 0)
        yield { at: warmup, edits: [survey.replace(batch, '512')], joints: actionsOf(owner, 'batch'), says: `warmup batch: ${textOf(batch)} → 512` };
    }
  },
});

export const rolloutIncomplete = operator({
  name: 'rollout-never-finishes',
  area: 'serving',
  failure: 'The last wave of a roll-out leaves devices on the old version for ever.',
  *plant(survey) {
    for (const wave of survey.declarations('wave')) {
      const devices = entry(wave, 'devices')?.value;
      if (devices && textOf(devices) === '100%')
        yield { at: wave, edits: [survey.replace(devices, '50%')], joints: [survey.around(wave, 'rollout')!], says: `wave ${wave.name}: 100% → 50%` };
    }
  },
});

export const canaryStepsBack = operator({
  name: 'canary-steps-go-back',
  area: 'serving',
  failure: 'The steps of a canary do not grow; it never reaches everybody.',
  *plant(survey) {
    for (const canary of survey.actions('canary', 'shift')) {
      const steps = entry(canary, 'steps')?.value;
      if (steps?.$type === 'List' && steps.items.length > 1)
        yield { at: canary, edits: [survey.replace(steps, `[${steps.items.map(textOf).reverse().join(', ')}]`)], says: `steps ${textOf(steps)} reversed` };
    }
  },
});

export const reactionLost = operator({
  name: 'monitor-without-reaction',
  area: 'release',
  failure: 'A monitor sees the drift and tells nobody.',
  *plant(survey) {
    for (const monitor of survey.actions('monitor')) {
      if (!monitor.next) continue;
      const edit = survey.replaceIn(monitor, /\s+then\b[\s\S]*$/, '');
      if (edit) yield { at: monitor, edits: [edit], says: `${textOf(monitor).split('\n')[0]} loses what follows` };
    }
  },
});

export const promiseTurnedAround = operator({
  name: 'promise-turned-around',
  area: 'serving',
  failure: 'A promise holds when the service is slow; the dashboard is green while users wait.',
  *plant(survey) {
    for (const { condition, text } of promises(survey)) {
      if (/^(latency|first_token|per_token)[.\w]* < /.test(text))
        yield { at: condition, edits: [survey.replaceIn(condition, '<', '>')!], says: `${text} → >` };
      if (/^(throughput|availability) >=? /.test(text))
        yield { at: condition, edits: [survey.replaceIn(condition, />=?/, '<')!], says: `${text} → <` };
    }
  },
});

export const servedWithoutFile = operator({
  name: 'served-without-artifact',
  area: 'serving',
  failure: 'A model is served that nobody can find: it has no file.',
  *plant(survey) {
    for (const serves of survey.actions('serves', 'run')) {
      const model = survey.meaning(serves.object);
      const artifact = model?.kind === 'model' ? entry(model.node as Declaration, 'artifact') : undefined;
      if (artifact && survey.around(serves, 'service'))
        yield { at: model!.node, edits: [survey.remove(artifact)], joints: [serves, survey.elementOf(serves)], says: `model ${model!.name} loses its artifact` };
    }
  },
});

export const ensembleInputMissing = operator({
  name: 'ensemble-input-missing',
  area: 'serving',
  failure: 'A network with two inputs gets one.',
  *plant(survey) {
    for (const run of survey.actions('run')) {
      const on = clause(run, 'on')?.value;
      const model = survey.meaning(run.object);
      if (on?.$type === 'List' && on.items.length > 1 && model && survey.around(run, 'service'))
        yield { at: run, edits: [survey.replace(on, textOf(on.items[0]!))], joints: [model.node], says: `${textOf(run).split('\n')[0]} → on ${textOf(on.items[0]!)} alone` };
    }
  },
});
