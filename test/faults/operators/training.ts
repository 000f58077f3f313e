import type { AstNode } from 'langium';
import type { Declaration } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { MACHINES } from '../machines.ts';
import { actionsOf, block, blocks, clause, entries, entry, textOf, type Survey } from '../survey.ts';

/** A pool or machine, and the name of its kind of machine where that is written. */
interface Ground {
  readonly node: Declaration;
  readonly value: AstNode;
  readonly machine: string;
}

export function groundOf(survey: Survey, node: AstNode | undefined): Ground[] {
  const symbol = survey.meaning(node);
  if (!symbol) return [];
  const found =
    symbol.kind === 'cluster' ? blocks(symbol.node as Declaration, 'pool') : [symbol.node as Declaration];
  return found.flatMap((each) => {
    const value = entry(each, 'machine')?.value;
    const machine = value && /^"([^"]+)"$/.exec(textOf(value))?.[1];
    return value && machine ? [{ node: each, value, machine }] : [];
  });
}

/** Trainings that need GPUs, with what they run on. */
function gpuTrainings(
  survey: Survey,
): { training: Declaration; runs: AstNode; gpus: number; ground: Ground }[] {
  return survey.declarations('training', 'search').flatMap((training) =>
    actionsOf(training, 'runs').flatMap((runs) => {
      const gpus = Number(textOf(entry(runs, 'gpus_per_node')?.value ?? runs));
      const ground = groundOf(survey, clause(runs, 'on')?.value)[0];
      return ground && gpus >= 1 ? [{ training, runs, gpus, ground }] : [];
    }),
  );
}

export const meshAxis = operator({
  name: 'mesh-axis-changed',
  area: 'training',
  failure:
    'The axes of the mesh do not multiply to the number of GPUs; every process waits for others that never come.',
  *plant(survey) {
    for (const mesh of survey.declarations('mesh')) {
      const training = survey.around(mesh, 'training');
      if (!training || actionsOf(training, 'runs').length === 0) continue;
      for (const axis of entries(mesh)) {
        const size = Number(textOf(axis.value!));
        if (size >= 1)
          yield {
            at: axis,
            edits: [survey.replace(axis.value!, String(size + 1))],
            says: `mesh ${axis.name}: ${size} → ${size + 1}`,
          };
      }
    }
  },
});

export const nodesChanged = operator({
  name: 'nodes-changed',
  area: 'training',
  failure: 'A training gets one machine less than its mesh is made for.',
  *plant(survey) {
    for (const training of survey.declarations('training')) {
      if (!block(training, 'mesh')) continue;
      for (const runs of actionsOf(training, 'runs')) {
        const nodes = entry(runs, 'nodes')?.value;
        if (nodes && Number(textOf(nodes)) > 1)
          yield {
            at: runs,
            edits: [survey.replace(nodes, String(Number(textOf(nodes)) - 1))],
            says: `nodes: ${textOf(nodes)} → ${Number(textOf(nodes)) - 1}`,
          };
      }
    }
  },
});

export const gpusAboveMachine = operator({
  name: 'gpus-above-machine',
  area: 'training',
  failure: 'A job asks for more GPUs than one machine has; it waits for ever.',
  *plant(survey) {
    for (const { runs, ground } of gpuTrainings(survey)) {
      const value = entry(runs as never, 'gpus_per_node')?.value;
      const has = MACHINES.get(ground.machine)?.gpus ?? 0;
      if (value && has > 0)
        yield {
          at: runs,
          edits: [survey.replace(value, String(has * 2))],
          joints: [ground.node],
          says: `gpus_per_node: ${textOf(value)} → ${has * 2} on ${ground.machine}`,
        };
    }
  },
});

export const machineWithoutGpu = operator({
  name: 'machine-without-gpu',
  area: 'training',
  failure: 'A GPU job lands on a machine without one; it fails, or trains for weeks on the processor.',
  *plant(survey) {
    for (const { training, runs, ground } of gpuTrainings(survey))
      yield {
        at: ground.node,
        edits: [survey.replace(ground.value, '"m6i.2xlarge"')],
        joints: [training, runs],
        says: `${ground.machine} → m6i.2xlarge under ${training.name}`,
      };
  },
});

export const oldGpu = operator({
  name: 'gpu-too-old',
  area: 'training',
  failure: 'The GPU has no unit for the numbers that are wanted; bf16 on a T4 is emulated, or refused.',
  *plant(survey) {
    for (const { training, ground } of gpuTrainings(survey)) {
      const precision = entry(training, 'precision');
      if (!precision?.value || !/bf16|fp8/.test(textOf(precision.value))) continue;
      yield {
        at: ground.node,
        edits: [survey.replace(ground.value, '"g4dn.metal"')],
        joints: [training],
        says: `${ground.machine} → g4dn.metal (T4) with ${textOf(precision)}`,
      };
    }
    for (const { training, ground } of gpuTrainings(survey)) {
      const precision = entry(training, 'precision');
      if (
        precision?.value &&
        textOf(precision.value) === 'bf16' &&
        MACHINES.get(ground.machine)?.gpu === 'A100'
      )
        yield {
          at: training,
          edits: [survey.replace(precision.value, 'fp8')],
          joints: [ground.node],
          says: 'precision: bf16 → fp8 on A100',
        };
    }
  },
});

export const poolBelowNodes = operator({
  name: 'pool-below-nodes',
  area: 'training',
  failure: 'The pool never has as many machines as the training wants; the job waits for ever.',
  *plant(survey) {
    for (const training of survey.declarations('training'))
      for (const runs of actionsOf(training, 'runs')) {
        const nodes = Number(textOf(entry(runs, 'nodes')?.value ?? runs));
        const ground = groundOf(survey, clause(runs, 'on')?.value)[0];
        const count = ground && entry(ground.node, 'count')?.value;
        if (count && nodes >= 1)
          yield {
            at: ground.node,
            edits: [survey.replace(count, nodes > 1 ? `0..${nodes - 1}` : '0')],
            joints: [training, runs],
            says: `count: ${textOf(count)} → ${nodes > 1 ? `0..${nodes - 1}` : '0'} for ${nodes} nodes`,
          };
      }
  },
});

export const strategyWithoutFramework = operator({
  name: 'strategy-without-framework',
  area: 'training',
  failure: 'The library has no such way of spreading a training; it runs on one device and nobody notices.',
  *plant(survey) {
    for (const training of survey.declarations('training')) {
      const framework = entry(training, 'framework')?.value;
      const strategy = block(training, 'strategy');
      if (framework && strategy && textOf(framework) === 'pytorch')
        yield {
          at: training,
          edits: [survey.replace(framework, 'sklearn')],
          joints: [strategy],
          says: `framework: pytorch → sklearn with ${textOf(strategy).split('\n')[0]}`,
        };
    }
  },
});

export const batchNotDivisible = operator({
  name: 'batch-not-divisible',
  area: 'training',
  failure: 'The global batch can not be shared out evenly; the last step of each epoch hangs or is lost.',
  *plant(survey) {
    for (const batch of survey.actions('batch')) {
      const global = entry(batch, 'global')?.value;
      if (!global || !entry(batch, 'per_gpu') || !survey.around(batch, 'training')) continue;
      yield {
        at: batch,
        edits: [survey.replace(global, String(Number(textOf(global)) + 1))],
        says: `global: ${textOf(global)} → ${Number(textOf(global)) + 1}`,
      };
    }
  },
});

export const elasticOutside = operator({
  name: 'elastic-outside-nodes',
  area: 'training',
  failure: 'The elastic range does not hold the number of machines that the training starts with.',
  *plant(survey) {
    for (const elastic of survey.declarations('elastic')) {
      const nodes = entry(elastic, 'nodes')?.value;
      const range = nodes && /^(\d+)\.\.(\d+)$/.exec(textOf(nodes));
      if (range)
        yield {
          at: elastic,
          edits: [survey.replace(nodes, `${Number(range[2]) + 2}..${Number(range[2]) + 4}`)],
          joints: [survey.around(elastic, 'training')!],
          says: `elastic nodes: ${range[0]} → above what it runs on`,
        };
    }
  },
});

export const checkpointDropped = operator({
  name: 'checkpoint-dropped',
  area: 'training',
  failure: 'A run that is restarted from its checkpoint never wrote one; days of work begin again.',
  *plant(survey) {
    for (const owner of survey.declarations('training', 'pipeline')) {
      const checkpoint = block(owner, 'checkpoint');
      if (checkpoint && /from checkpoint/.test(textOf(owner)))
        yield {
          at: owner,
          edits: [survey.remove(checkpoint)],
          says: 'checkpoint is dropped, restart from checkpoint stays',
        };
    }
  },
});

export const checkpointTooRare = operator({
  name: 'checkpoint-beyond-timeout',
  area: 'training',
  failure: 'The first checkpoint would be written after the run is stopped.',
  *plant(survey) {
    for (const training of survey.declarations('training')) {
      const every = entry(block(training, 'checkpoint'), 'every')?.value;
      const steps = survey.actions('train').filter(({ object }) => survey.meaning(object)?.node === training);
      const limits = steps.flatMap((step) =>
        [entry(step, 'timeout'), entry(survey.around(step, 'pipeline'), 'timeout')].filter(
          (each) => each !== undefined,
        ),
      );
      if (every && limits.length > 0)
        yield {
          at: training,
          edits: [survey.replace(every, '90h')],
          joints: [...limits, ...steps],
          says: `checkpoint every ${textOf(every)} → 90h`,
        };
    }
  },
});

export const checkpointNowhere = operator({
  name: 'checkpoint-on-machine',
  area: 'training',
  failure: 'Checkpoints of machines that can be taken away lie on those machines.',
  *plant(survey) {
    for (const training of survey.declarations('training')) {
      const checkpoint = block(training, 'checkpoint');
      const to = entry(checkpoint, 'to');
      const ground = actionsOf(training, 'runs').flatMap((runs) =>
        groundOf(survey, clause(runs, 'on')?.value),
      )[0];
      if (checkpoint && to && ground && /spot: true/.test(textOf(ground.node)))
        yield {
          at: training,
          edits: [survey.remove(checkpoint)],
          joints: [ground.node],
          says: 'no checkpoint on spot machines',
        };
    }
  },
});

export const searchOutside = operator({
  name: 'search-outside-parameter',
  area: 'training',
  failure: 'A search tries values that the training does not take; those trials all fail.',
  *plant(survey) {
    for (const action of survey.actions('try')) {
      const text = textOf(action);
      const range = /\bin (\d+)\.\.(\d+)/.exec(text);
      const edit =
        range &&
        survey.replaceIn(action, `${range[1]}..${range[2]}`, `${range[1]}..${Number(range[2]) * 10}`);
      if (edit && range)
        yield { at: action, edits: [edit], says: `${range[0]} → ${range[1]}..${Number(range[2]) * 10}` };
    }
  },
});

export const searchUnmeasured = operator({
  name: 'search-of-unmeasured',
  area: 'training',
  failure: 'A search looks for the best of a figure that the training never reports; all trials are equal.',
  *plant(survey) {
    for (const search of survey.declarations('search')) {
      const training = survey.meaning(clause(search, 'of')?.value);
      const metrics = training ? actionsOf(training.node as Declaration, 'metrics') : [];
      for (const action of [...actionsOf(search, 'maximize'), ...actionsOf(search, 'minimize')])
        if (action.object && metrics.length > 0 && !textOf(metrics[0]!).includes('auc'))
          yield {
            at: action,
            edits: [survey.replace(action.object, 'auc')],
            joints: [search, ...metrics],
            says: `${textOf(action.object)} → auc, which is not among the metrics`,
          };
    }
  },
});

export const learningRate = operator({
  name: 'learning-rate-slip',
  area: 'training',
  failure: 'A sign is lost in an exponent; the loss is not a number after ten steps.',
  *plant(survey) {
    for (const optimizer of survey.declarations('optimizer')) {
      const rate = entry(optimizer, 'learning_rate')?.value;
      if (rate && /^\d+(\.\d+)?e-\d+$/.test(textOf(rate)))
        yield {
          at: optimizer,
          edits: [survey.replace(rate, textOf(rate).replace('e-', 'e'))],
          says: `learning_rate: ${textOf(rate)} → ${textOf(rate).replace('e-', 'e')}`,
        };
    }
  },
});

export const labelMissing = operator({
  name: 'label-missing',
  area: 'training',
  failure: 'Nobody says what is to be learned.',
  *plant(survey) {
    for (const training of survey.declarations('training')) {
      const label = entry(training, 'label');
      const isEvaluated = survey
        .actions('evaluate')
        .some(({ object }) =>
          survey.users(survey.symbol(training)).includes(survey.meaning(object)?.node as AstNode),
        );
      if (label && isEvaluated && !clause(training, 'of'))
        yield { at: training, edits: [survey.remove(label)], says: `${training.name} loses its label` };
    }
  },
});

export const dataAxisLost = operator({
  name: 'strategy-without-devices',
  area: 'training',
  failure: 'A strategy for many devices runs on one machine with one; half of the set-up waits for partners.',
  *plant(survey) {
    for (const training of survey.declarations('training')) {
      const mesh = block(training, 'mesh');
      const axes = entries(mesh).filter(({ name }) =>
        blocks(training, 'strategy').some((strategy) => strategy.name === name),
      );
      for (const axis of axes)
        yield {
          at: axis,
          edits: [survey.remove(axis)],
          joints: blocks(training, 'strategy'),
          says: `mesh loses ${textOf(axis)}, strategy ${axis.name} stays`,
        };
    }
  },
});
