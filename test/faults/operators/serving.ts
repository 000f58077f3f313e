import type { AstNode } from 'langium';
import {
  isAction,
  isDeclaration,
  isIndex,
  isNameRef,
  isStep,
  type Declaration,
} from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { MACHINES } from '../machines.ts';
import { actionsOf, below, block, blocks, clause, entry, textOf, type Survey } from '../survey.ts';
import { isStepNode } from '../syntax-kinds.ts';
import { actionAround } from './traffic.ts';
import { groundOf } from './training.ts';

/** Services that want GPUs, and the pools below them. */
function gpuServices(
  survey: Survey,
): { service: Declaration; wants: AstNode; ground: ReturnType<typeof groundOf>[number] }[] {
  return survey.declarations('service').flatMap((service) => {
    const wants = [
      ...below(
        service.body,
        (node): node is AstNode => node.$type === 'Entry' && /^instances: .* on gpu/.test(textOf(node)),
      ),
    ][0];
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
      yield {
        at: ground.node,
        edits: [survey.replace(ground.value, '"m6i.xlarge"')],
        joints: [service, wants],
        says: `${ground.machine} → m6i.xlarge under ${service.name}`,
      };
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
        yield {
          at: ground.node,
          edits: [survey.replace(count, '0..1')],
          joints: [service, replicas],
          says: `count: ${textOf(count)} → 0..1 for replicas: ${textOf(replicas)}`,
        };
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
      if (tensor && ground)
        yield {
          at: shard,
          edits: [survey.replace(tensor, '32')],
          joints: [ground.node, ...(runs ? [runs] : [])],
          says: `tensor: ${textOf(tensor)} → 32 on ${ground.machine}`,
        };
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
        yield {
          at: parameters,
          edits: [survey.replace(parameters, '405B')],
          joints: [service, wants, ground.node, ...actionsOf(service, 'serves')],
          says: `${model.name}: ${textOf(parameters)} → 405B parameters on ${ground.machine}`,
        };
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
          yield {
            at: step,
            edits: [survey.replace(on, input.name!)],
            joints: [input, from.node, model.node],
            says: `step ${step.name} runs on ${input.name} instead of ${textOf(on)}`,
          };
      }
    }
  },
});

export const answerTypeOff = operator({
  name: 'answer-type-off',
  area: 'serving',
  failure:
    'A service says that its answer has another shape than its last step gives; clients fail to read it.',
  *plant(survey) {
    for (const output of survey.declarations('output')) {
      const service = survey.around(output, 'service');
      const size = output.type && /(\d+)\]$/.exec(textOf(output.type))?.[1];
      const from = clause(output, 'from');
      if (service && from && size)
        yield {
          at: output,
          edits: [survey.replaceIn(output, `${size}]`, `${Number(size) + 2}]`)!],
          says: `${service.name}.${output.name}: ${size} → ${Number(size) + 2}`,
        };
      if (service && from && output.type && textOf(output.type) === 'string')
        yield {
          at: output,
          edits: [survey.replace(output.type, 'float32[batch, 3]')],
          says: `${service.name}.${output.name}: string → float32[batch, 3]`,
        };
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
        yield {
          at: input,
          edits: [survey.replaceIn(input, /u?int\d+\[/, 'float32[')!],
          joints: users,
          says: `${service.name}.${input.name}: ${type} → float32`,
        };
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
        yield {
          at: warmup,
          edits: [survey.replace(batch, '512')],
          joints: actionsOf(owner, 'batch'),
          says: `warmup batch: ${textOf(batch)} → 512`,
        };
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
      // What is trained or registered in the project gets its file from there.
      const isMade =
        survey.users(model).some((each) => /\b(register|training)\b/.test(textOf(each).slice(0, 200))) ||
        survey.declarations('training').some(({ name }) => name === model?.name);
      if (artifact && !isMade && survey.around(serves, 'service'))
        yield {
          at: model!.node,
          edits: [survey.remove(artifact)],
          joints: [serves, survey.elementOf(serves)],
          says: `model ${model!.name} loses its artifact`,
        };
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
      const first = on?.$type === 'List' ? survey.meaning(on.items[0])?.node : undefined;
      // One step with several outputs may fill several inputs by their names.
      const source = isStep(first) ? survey.meaning(first.action?.object)?.node : undefined;
      const isEnough = isDeclaration(source) && blocks(source, 'output').length > 1;
      if (on?.$type === 'List' && on.items.length > 1 && model && !isEnough && survey.around(run, 'service'))
        yield {
          at: run,
          edits: [survey.replace(on, textOf(on.items[0]!))],
          joints: [model.node],
          says: `${textOf(run).split('\n')[0]} → on ${textOf(on.items[0]!)} alone`,
        };
    }
  },
});

export const batchAboveFixed = operator({
  name: 'batch-above-tensor',
  area: 'serving',
  failure: 'The server puts more requests together than the tensors of the model take.',
  *plant(survey) {
    for (const batch of survey.actions('batch')) {
      const range = batch.object && /^1\.\.(\d+)$/.exec(textOf(batch.object));
      if (!range || Number(range[1]) < 2) continue;
      const owner = batch.$container.$container;
      if (!isAction(owner)) continue;
      const model = survey.meaning(owner.object);
      if (model?.kind !== 'model') continue;
      const edits = [
        ...blocks(model.node as Declaration, 'input'),
        ...blocks(model.node as Declaration, 'output'),
      ].flatMap(({ type }) =>
        isIndex(type) && type.arguments[0] && textOf(type.arguments[0]) === 'batch'
          ? [survey.replace(type.arguments[0], '1')]
          : [],
      );
      if (edits.length > 0)
        yield {
          at: model.node,
          edits,
          joints: [
            batch,
            ...blocks(model.node as Declaration, 'input'),
            ...blocks(model.node as Declaration, 'output'),
          ],
          says: `${model.name} takes batches of 1, ${textOf(batch)} stays`,
        };
    }
  },
});
