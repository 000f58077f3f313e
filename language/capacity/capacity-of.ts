import type { AnyElement } from '../model/system.ts';
import type { ModelView } from '../rules/model-view.ts';
import { checkpointOf } from './checkpoint.ts';
import { batchOf } from './global-batch.ts';
import { costOfCloud, costOfCluster, costOfMachines, costOfTrainingHour } from './monthly-cost.ts';
import { measuredService } from './measured-service.ts';
import { modelSize } from './model-size.ts';
import type { PriceTable } from './price-table.ts';
import { retriesIn, waitsOfRetry, worstCaseOfRetry } from './retries.ts';
import { scheduleInterval, scheduleLoad } from './schedule-interval.ts';
import { servingMemory } from './serving-memory.ts';
import { servingTime } from './serving-time.ts';
import { growthOf } from './storage-growth.ts';
import { trainingLayout } from './training-layout.ts';
import { trainingMemory } from './training-memory.ts';
import { known, notKnown, work, type Fit, type Given, type Working } from './working.ts';
import type { Training } from '../model/learning.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { Service } from '../model/service.ts';

/** Workings that belong together, and what they say when there is something to hold them against. */
export interface CapacitySection {
  readonly title: string;
  readonly workings: readonly Working[];
  readonly fit?: Fit;
}

export interface CapacityOptions {
  readonly prices: PriceTable;
}

/** Kinds of elements that there is something to calculate for. */
export const CAPACITY_KINDS: readonly string[] = [
  'training', 'model', 'service', 'pipeline', 'source', 'cloud', 'cluster', 'pool', 'machine',
]; // prettier-ignore

/** Everything that can be calculated for one element; empty for kinds without figures. */
export function capacityOf(
  view: ModelView,
  element: AnyElement,
  { prices }: CapacityOptions,
): readonly CapacitySection[] {
  switch (element.kind) {
    case 'training':
      return ofTraining(view, element, prices);
    case 'service':
      return ofService(view, element);
    case 'pipeline':
      return ofPipeline(element);
    case 'model': {
      const { parameters } = modelSize(view, element);
      return 'declare' in parameters ? [] : [{ title: 'Size', workings: [sizeOf(parameters)] }];
    }
    case 'source': {
      const growth = growthOf(view, element);
      return growth ? [{ title: 'Storage', workings: [growth.width, growth.growth] }] : [];
    }
    case 'cloud': {
      const { least, most } = costOfCloud(view, element, prices);
      return [{ title: 'Cost', workings: [least, most] }];
    }
    case 'cluster': {
      const { least, most } = costOfCluster(view, element, prices);
      return element.pools.length === 0 ? [] : [{ title: 'Cost', workings: [least, most] }];
    }
    case 'pool':
    case 'machine': {
      const { least, most } = costOfMachines(view, element, prices);
      const workings = element.kind === 'machine' ? [least] : [least, most];
      return [{ title: 'Cost', workings }];
    }
    default:
      return [];
  }
}

function ofTraining(view: ModelView, training: Training, prices: PriceTable): CapacitySection[] {
  const layout = trainingLayout(training);
  const batch = batchOf(view, training);
  const memory = trainingMemory(view, training);
  const checkpoint = checkpointOf(view, training);
  const cost = costOfTrainingHour(view, training, prices);
  return [
    {
      title: 'Devices',
      workings: [layout.world, ...(layout.mesh ? [layout.mesh] : []), ...(batch ? [batch] : [])],
    },
    ...(memory
      ? [
          {
            title: 'Memory of each device',
            workings: [
              memory.weights,
              memory.gradients,
              memory.optimizer,
              memory.activations,
              memory.total,
              asWorking('Memory that there is', memory.available),
              memory.share,
            ],
            fit: memory.fit,
          },
        ]
      : []),
    ...(checkpoint
      ? [
          {
            title: 'Checkpoints',
            workings: [
              checkpoint.size,
              checkpoint.kept,
              checkpoint.bandwidth,
              checkpoint.time,
              checkpoint.overhead,
            ],
          },
        ]
      : []),
    ...retriesOf(training.recoveries, training.timeout, training.name),
    ...(cost ? [{ title: 'Cost', workings: [cost] }] : []),
  ];
}

function ofService(view: ModelView, service: Service): CapacitySection[] {
  const memory = servingMemory(view, service);
  const found = measuredService(view, service);
  const time =
    'measured' in found
      ? servingTime(service, found.measured)
      : servingTime(service, undefined, found.because);
  const asked = service.objectives.length > 0;
  return [
    ...(memory
      ? [
          {
            title: 'Memory of each GPU',
            workings: [
              ...memory.parts,
              memory.total,
              asWorking('Memory that there is', memory.available),
              memory.share,
            ],
            fit: memory.fit,
          },
          ...memory.caches.map(({ model, perToken, needed, room, sequences }) => ({
            title: `KV cache of ${model}`,
            workings: [perToken, needed, room, sequences],
          })),
        ]
      : []),
    ...(asked
      ? [
          {
            title: 'Promises',
            workings: [
              time.batchWait,
              ...time.left.map(({ working }) => working),
              ...(time.replicas ? [time.replicas] : []),
              ...(time.queue ? [time.queue] : []),
              ...time.errorBudgets.map(({ working }) => working),
            ],
          },
        ]
      : []),
    ...retriesOf(service.recoveries, service.timeout, service.name),
  ];
}

function ofPipeline(pipeline: Pipeline): CapacitySection[] {
  const interval = scheduleInterval(pipeline);
  const load = scheduleLoad(pipeline);
  return [
    ...(interval && load ? [{ title: 'Schedule', workings: [interval, load] }] : []),
    ...retriesOf(pipeline.recoveries, undefined, 'a step'),
  ];
}

function retriesOf(
  recoveries: Service['recoveries'],
  timeout: Service['timeout'],
  name: string,
): CapacitySection[] {
  const t: Given = timeout
    ? known('timeout of a try', timeout.value.value, 's', { origin: timeout.origin })
    : notKnown('timeout of a try', 'none is declared', `timeout: … in ${name}`);
  return retriesIn(recoveries).map((retry) => ({
    title: 'Retries',
    workings: [waitsOfRetry(retry), worstCaseOfRetry(retry, t)],
  }));
}

const sizeOf = (parameters: Given): Working =>
  work(
    {
      title: 'Parameters',
      formula: 'P',
      unit: 'parameters',
      source: 'The declaration, or the dimensions of the initializers of the ONNX file',
      assumptions: ['Of a file, constants inside its nodes and trees are not counted.'],
    },
    { P: parameters },
    ({ P }) => P,
  );

/** One given quantity as a figure of its own. */
function asWorking(title: string, given: Given): Working {
  if ('formula' in given) return { ...given, title };
  const unit = 'value' in given ? given.unit : '';
  return work({ title, formula: 'M', unit, source: '' }, { M: given }, ({ M }) => M);
}
