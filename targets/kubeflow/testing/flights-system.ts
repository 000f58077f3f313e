import type { Features } from '../../../language/model/data.ts';
import type { Pipeline, Step } from '../../../language/model/pipeline.ts';
import type { Deployment } from '../../../language/model/release.ts';
import type { System, SystemElement } from '../../../language/model/system.ts';
import { scalar } from '../../../language/types/data-type.ts';
import {
  binary, call, column, element, expression, features, input, measure, number, over, quantity, range, ref,
  setting, source, sourced, PACKAGE,
} from './build.ts'; // prettier-ignore

const float = scalar('float32', true);
const count = scalar('int64');

const FLIGHT_COLUMNS = [
  ['flight_id', 'string', 'key'], ['carrier', 'string'], ['origin', 'string'], ['dest', 'string'],
  ['tailnum', 'string', 'null'], ['scheduled_at', 'timestamp'], ['departed_at', 'timestamp', 'null'],
  ['arrived_at', 'timestamp', 'null'], ['dep_delay', 'float64', 'null'], ['arr_delay', 'float64', 'null'],
  ['distance', 'float64'], ['air_time', 'float64', 'null'],
] as const; // prettier-ignore

/** The views of the flights example, in the order of the model's input. */
export const VIEWS: readonly Features[] = [
  features('airport_load', 'airport', ['departures'], {
    dep_delay_avg_6h: [float, over(6, 'avg', column('dep_delay'))],
    departures_3h: [count, over(3, 'count')],
    late_share_24h: [
      float,
      over(24, 'avg', {
        node: 'conditional',
        condition: binary(column('dep_delay'), '>', number(15)),
        positive: number(1),
        negative: number(0),
      }),
    ],
  }),
  features('carrier_record', 'airline', ['departures'], {
    delay_avg_7d: [float, over(168, 'avg', column('dep_delay'))],
    destinations_7d: [count, over(168, 'count_distinct', column('dest'))],
  }),
  features('airport_weather', 'airport', ['weather'], {
    wind_max_6h: [float, over(6, 'max', column('wind_speed'))],
    rain_6h: [float, over(6, 'sum', column('precip'))],
    visibility_low_6h: [float, over(6, 'min', column('visib'))],
  }),
  features('plane_facts', 'plane', ['planes'], {
    seats: [scalar('int64', true), column('seats')],
    age: [scalar('int64', true), binary(number(2013), '-', column('year'))],
  }),
  features('flight_facts', 'flight', ['flights'], {
    distance: [float, column('distance')],
    hour: [scalar('int32'), call('hour', column('scheduled_at'))],
    weekday: [scalar('int32'), call('day_of_week', column('scheduled_at'))],
  }),
];

const failure = (...actions: Pipeline['recoveries'][number]['actions']): Pipeline['recoveries'] => [
  { event: 'failure', actions, origin: sourced(0).origin },
];

/** What the flights pipeline may be varied in. */
export interface Variation {
  readonly data?: string;
  readonly steps?: (steps: readonly Step[]) => readonly Step[];
  readonly pipeline?: Partial<Pipeline>;
  readonly isolate?: boolean;
  readonly auc?: number;
  /** Without `when report.passed`, a broken requirement fails the pipeline. */
  readonly gated?: boolean;
  /** Machines of the training and GPUs of each. */
  readonly nodes?: number;
  readonly gpus?: number;
}

/** The `nightly` pipeline of the north star on the data of the flights example. */
export function flightsSystem(variation: Variation = {}): {
  readonly system: System;
  readonly deployment: Deployment;
} {
  const { data = 'data/flights.parquet', isolate = true, auc = 0.6, gated = true } = variation;
  const rowStep = { recoveries: [] };
  const steps: readonly Step[] = [
    { ...element('step', 'nightly.rows'), ...rowStep, verb: 'read', inputs: [], source: ref('source', 'flights') },
    {
      ...element('step', 'nightly.clean'), verb: 'validate', inputs: [input('nightly.rows')],
      expectations: [
        { condition: expression('unique(flight_id)', call('unique', column('flight_id'))), severity: 'error' },
        { condition: expression('not_null(carrier, origin)', call('not_null', column('carrier'), column('origin'))), severity: 'error' },
        { condition: expression('distance in 10..6_000', binary(column('distance'), 'in', range(10, 6000))), severity: 'error' },
        { condition: expression('dep_delay in -60..600', binary(column('dep_delay'), 'in', binary({ node: 'unary', operator: '-', operand: number(60) }, '..', number(600)))), severity: 'warning' },
        { condition: expression('count() >= 100', binary(call('count'), '>=', number(100))), severity: 'error' },
      ],
      recoveries: isolate ? failure({ action: 'isolate', to: ref('sink', 'quarantine'), origin: sourced(0).origin }) : [],
    },
    { ...element('step', 'nightly.flown'), ...rowStep, verb: 'filter', inputs: [input('nightly.clean')], where: expression('arr_delay != null', binary(column('arr_delay'), '!=', { node: 'null' })) },
    { ...element('step', 'nightly.examples'), ...rowStep, verb: 'join', inputs: [input('nightly.flown')], with: VIEWS.map((view) => ref('features' as const, view.name)) },
    { ...element('step', 'nightly.sets'), ...rowStep, verb: 'split', inputs: [input('nightly.examples')], by: ['scheduled_at'], byOrigin: sourced(0).origin, parts: [{ name: 'train', share: sourced(0.8) }, { name: 'eval', share: sourced(0.2) }] },
    { ...element('step', 'nightly.net'), ...rowStep, verb: 'train', inputs: [input('nightly.sets', 'train')], training: ref('training', 'late_net'), timeout: sourced(quantity('30m')), resources: [setting('cpu', 2), setting('memory', quantity('4GiB'))] },
    { ...element('step', 'nightly.report'), ...rowStep, verb: 'evaluate', inputs: [input('nightly.net'), input('nightly.sets', 'eval')], requirements: [expression(`auc >= ${auc}`, binary(measure('auc'), '>=', number(auc)))] },
    { ...element('step', 'nightly.release'), ...rowStep, verb: 'register', inputs: [input('nightly.net')], as: ref('model', 'late_net_model'), ...(gated ? { when: expression('report.passed', measure('passed', 'nightly.report')) } : {}) },
    { ...element('step', 'nightly.saved'), ...rowStep, verb: 'write', inputs: [input('nightly.sets', 'eval')], sink: ref('sink', 'held_out') },
  ]; // prettier-ignore
  const runsOn =
    variation.nodes === undefined
      ? {}
      : {
          runsOn: {
            pool: ref('pool', 'gpus'),
            nodes: sourced(variation.nodes),
            gpusPerNode: sourced(variation.gpus ?? 0),
            origin: sourced(0).origin,
          },
        };
  const elements: SystemElement[] = [
    { ...element('pool', 'gpus'), machine: sourced('g5.2xlarge'), min: sourced(0), max: sourced(1), spot: sourced(false) },
    source('flights', data, 'scheduled_at', FLIGHT_COLUMNS, { distance: expression('value > 0', binary({ node: 'word', name: 'value' }, '>', number(0))) }),
    source('departures', data, 'departed_at', FLIGHT_COLUMNS),
    source('weather', 'data/weather.parquet', 'observed_at', [['origin', 'string', 'key'], ['observed_at', 'timestamp'], ['wind_speed', 'float64', 'null'], ['precip', 'float64', 'null'], ['visib', 'float64', 'null']]),
    source('planes', 'data/planes.parquet', undefined, [['tailnum', 'string', 'key'], ['year', 'int64', 'null'], ['seats', 'int64']]),
    ...[['flight', 'flight_id'], ['airport', 'origin'], ['airline', 'carrier'], ['plane', 'tailnum']].map(([name, key]) => ({ ...element('entity', name!), key: sourced([key!]) })),
    { ...element('sink', 'quarantine'), format: sourced('parquet'), location: sourced('out/quarantine/'), mode: sourced('append') },
    { ...element('sink', 'held_out'), format: sourced('csv'), location: sourced('out/held_out.csv'), mode: sourced('overwrite') },
    ...VIEWS,
    { ...element('training', 'late_net'), on: [], recoveries: [], framework: sourced('sklearn'), entrypoint: sourced('train/late_net.py'), label: expression('arr_delay > 15', binary(column('arr_delay'), '>', number(15))), seed: sourced(20130101), strategies: [], mesh: [], metrics: [], hyperParameters: [setting('iterations', 40)], worldSize: 1, ...runsOn },
    {
      ...element('model', 'late_net_model'),
      inputs: [{ ...element('input', 'late_net_model.features'), type: { kind: 'tensor', item: 'float32', shape: ['batch', 13], nullable: false }, features: VIEWS.flatMap((view) => view.features.map((feature) => ref('feature' as const, `${view.name}.${feature.name}`))) }],
      outputs: [{ ...element('output', 'late_net_model.score'), type: { kind: 'tensor', item: 'float32', shape: ['batch', 1], nullable: false }, features: [] }],
    },
    { ...element('channel', 'oncall'), via: sourced('slack') },
    {
      ...element('pipeline', 'nightly'), documentation: 'Trains the delay model every night.',
      schedule: { cron: sourced('0 3 * * *'), zone: sourced('America/New_York') }, timeout: sourced(quantity('6h')),
      steps: variation.steps?.(steps) ?? steps,
      recoveries: failure(
        { action: 'retry', times: sourced(1), backoff: { kind: sourced('exponential'), from: sourced(quantity('1s')), to: sourced(quantity('2s')) }, origin: sourced(0).origin },
        { action: 'rollback', subject: ref('step', 'nightly.release'), origin: sourced(0).origin },
        { action: 'alert', channel: ref('channel', 'oncall'), origin: sourced(0).origin },
      ),
      ...variation.pipeline,
    },
  ]; // prettier-ignore
  const deployment: Deployment = {
    ...element('deployment', 'dev'),
    uses: [ref('pipeline', variation.pipeline?.name ?? 'nightly')],
    emit: [],
  };
  const sorted = [...elements, deployment].sort((a, b) => (a.qualifiedName < b.qualifiedName ? -1 : 1));
  return { system: { elements: sorted, unread: [] }, deployment };
}

export const PIPELINE = `${PACKAGE}.nightly`;
