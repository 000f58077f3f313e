import { machinesOn } from '../../../capacity/index.ts';
import type { Element, Ref } from '../../../model/element.ts';
import type { Training } from '../../../model/learning.ts';
import type { Origin } from '../../../model/origin.ts';
import type { Service } from '../../../model/service.ts';
import type { ModelView } from '../../model-view.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { servingsOf } from '../../serving/servings.ts';
import { isOwn } from '../../own-place.ts';

/** Who asks for GPUs, how many on one machine, and where it runs. */
interface Demand {
  readonly asker: Element;
  readonly gpus: number;
  /** What to write where a machine has so many. */
  readonly instead: (most: number) => { readonly title: string; readonly text: string };
  readonly origin: Origin;
  readonly ground: Ref;
}

/** A runtime that finds no GPU falls back to the processor without a word, or never starts. */
export const rule: Rule = {
  code: 'TN1806',
  name: 'gpu-present',
  summary: 'A GPU is asked for where no machine has one, or not as many.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('training', (training, model, report) => check(demandOfTraining(training), model, report)),
    onElement('service', (service, model, report) => check(demandOfService(service), model, report)),
  ],
  fixes: [replaceFix],
};

function check(demand: Demand | undefined, model: ModelView, report: SystemReport): void {
  if (demand === undefined) return;
  const { asker, gpus, origin, ground } = demand;
  const machines = machinesOn(model, ground);
  // Without machines, or with some that the catalogue does not know, nothing can be said.
  if (machines.length === 0 || machines.some(({ facts }) => facts === undefined)) return;
  const most = Math.max(...machines.map(({ facts }) => facts?.gpu?.count ?? 0));
  if (most >= gpus) return;
  const kinds = [...new Set(machines.map(({ machine }) => machine.value))].join(', ');
  const name = ground.qualifiedName.split('.').at(-1)!;
  report({
    message:
      most === 0
        ? `${asker.name} asks for a GPU, and no machine of ${name} has one (${kinds}).`
        : `${asker.name} asks for ${gpus} GPUs on one machine, and those of ${name} have ${most} (${kinds}).`,
    origin,
    help:
      most === 0
        ? 'Give it a pool of GPU machines, such as g5.2xlarge, or run it on the processor.'
        : `Ask for ${most}, or take larger machines.`,
    data: { replacements: replacements(demand, most) },
    related: machines.map((one) => ({ origin: one.machine.origin, message: `Machine of ${one.name}.` })),
  });
}

function replacements({ origin, instead }: Demand, most: number): readonly Replacement[] {
  const { title, text } = instead(most);
  return isOwn(origin) ? [replace(title, origin, text)] : [];
}

function demandOfTraining(training: Training): Demand | undefined {
  if (training.runsOn === undefined) return undefined;
  const { gpusPerNode, pool } = training.runsOn;
  return gpusPerNode.value > 0
    ? {
        asker: training,
        gpus: gpusPerNode.value,
        origin: gpusPerNode.origin,
        ground: pool,
        instead: (most) => ({ title: `Ask for ${most}`, text: `gpus_per_node: ${most}` }),
      }
    : undefined;
}

function demandOfService(service: Service): Demand | undefined {
  if (service.runsOn === undefined) return undefined;
  const servings = servingsOf(service);
  const first = servings.find((serving) => serving.instances?.on.value === 'gpu');
  if (!first?.instances) return undefined;
  const { count, on } = first.instances;
  return {
    asker: service,
    gpus: 1,
    origin: on.origin,
    ground: service.runsOn,
    instead: () => ({ title: 'Run it on the processor', text: `instances: ${count.value} on cpu` }),
  };
}
