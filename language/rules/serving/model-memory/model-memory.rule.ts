import {
  amountOf,
  gpuMachinesOn,
  printAmount,
  servedModels,
  servedWeights,
  servingMemory,
  type ServedModel,
} from '../../../capacity/index.ts';
import type { Service } from '../../../model/service.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import type { ModelView } from '../../model-view.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';

/** Part of a GPU that weights may fill, so that the key-value cache and CUDA have room. */
const PART_FOR_WEIGHTS = 0.8;

/** What is not on the GPU when the server starts never gets there. */
export const rule: Rule = {
  code: 'TN1709',
  name: 'model-memory',
  summary: 'The models of a service do not fit into the memory of the GPU.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      const memory = servingMemory(model, service);
      const available = memory && amountOf(memory.available);
      if (!memory?.total.result || !available || memory.fit !== 'does not fit') return;
      const onGpu = servedModels(model, service).filter(
        ({ serving }) => serving.instances?.on.value === 'gpu',
      );
      const largest = onGpu.sort((a, b) => weightOf(model, b) - weightOf(model, a))[0]!;
      const machines = gpuMachinesOn(model, service.runsOn!);
      report({
        message: `${service.name} needs at least ${printAmount(memory.total.result)} on each GPU, and there are ${printAmount(available)}.`,
        origin: largest.serving.origin,
        help: 'Spread the model over several GPUs (shard), run fewer instances, compute with fewer bits, or take larger GPUs.',
        data: {
          replacements: [
            ...sharded(model, service, largest, available.value),
            ...fewer(onGpu, memory.total.result.value, available.value),
          ],
        },
        related: machines.map(({ name, machine, facts }) => ({
          origin: machine.origin,
          message: `${name} has ${facts!.gpu!.name} with ${printAmount({ value: facts!.gpu!.memory, unit: 'B' })}.`,
        })),
      });
    }),
  ],
  fixes: [replaceFix],
};

const weightOf = (model: ModelView, served: ServedModel): number =>
  servedWeights(model, served).result?.value ?? 0;

/** Spreads a language model over as many GPUs of one machine as it needs. */
function sharded(
  model: ModelView,
  service: Service,
  served: ServedModel,
  available: number,
): readonly Replacement[] {
  if (served.platform !== 'vllm') return [];
  const most = Math.min(...gpuMachinesOn(model, service.runsOn!).map(({ facts }) => facts!.gpu!.count));
  const needed = weightOf(model, served) / (available * PART_FOR_WEIGHTS);
  const tensor = [2, 4, 8, 16].find((devices) => devices >= needed);
  if (tensor === undefined || tensor > most) return [];
  const title = `Spread it over ${tensor} GPUs`;
  if (served.shard) {
    const { origin } = served.shard.require('tensor');
    return isOwn(origin) ? [replace(title, origin, `tensor: ${tensor}`, true)] : [];
  }
  const block = servingBlocks(model.block(serviceWord, service)!).find(
    (one) => one.model.qualifiedName === served.model.qualifiedName,
  );
  if (!block || !isOwn(block.action.in)) return [];
  const edits = [addStatement(placeOf(block.block.layers), `shard { tensor: ${tensor} }`)];
  return [{ title, edits, preferred: true }];
}

/** Runs as many instances of the only model as there is memory for. */
function fewer(onGpu: readonly ServedModel[], needed: number, available: number): readonly Replacement[] {
  const [only, other] = onGpu;
  const instances = only?.serving.instances;
  if (!only || other || !instances || !isOwn(instances.count.origin)) return [];
  const count = Math.floor((available * instances.count.value) / needed);
  return count >= 1
    ? [replace(`Run ${count} on each GPU`, instances.count.origin, `instances: ${count} on gpu`)]
    : [];
}
