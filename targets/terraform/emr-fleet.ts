import type { Pool } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { attribute, block, type HclBlock, raw, resource } from './output.ts';
import type { Scene } from './scene.ts';

const GIB = 1024 ** 3;
const SPOT_PATIENCE_MINUTES = 10;

/** The three parts that a cluster has at EMR; the pools say by their names which one they are. */
export interface EmrParts {
  readonly master: Pool;
  readonly core: Pool | undefined;
  readonly task: Pool | undefined;
}

/** A fleet takes spot machines without a price in dollars, which instance groups ask for. */
export function fleet(scene: Scene, pool: Pool, name: string) {
  return [
    attribute('name', name),
    attribute(pool.spot.value ? 'target_spot_capacity' : 'target_on_demand_capacity', scene.given(pool.min), [
      pool.min,
      pool.spot,
    ]),
    typeConfig(scene, pool),
    ...(pool.spot.value
      ? [
          block(
            'launch_specifications',
            [],
            [
              block(
                'spot_specification',
                [],
                [
                  attribute('allocation_strategy', 'capacity-optimized'),
                  attribute('timeout_action', 'SWITCH_TO_ON_DEMAND'),
                  attribute('timeout_duration_minutes', SPOT_PATIENCE_MINUTES),
                ],
              ),
            ],
            pool.spot,
          ),
        ]
      : []),
  ];
}

export const typeConfig = (scene: Scene, pool: Pool): HclBlock =>
  block(
    'instance_type_configs',
    [],
    [
      attribute('instance_type', scene.given(pool.machine), pool.machine),
      attribute('weighted_capacity', 1),
      pool.disk !== undefined &&
        block(
          'ebs_config',
          [],
          [attribute('type', 'gp3'), attribute('size', scene.whole(pool.disk, GIB))],
          pool.disk,
        ),
    ],
  );

export const taskFleet = (scene: Scene, id: string, pool: Pool): HclBlock =>
  resource(
    'aws_emr_instance_fleet',
    `${id}_task`,
    [attribute('cluster_id', raw(`aws_emr_cluster.${id}.id`)), ...fleet(scene, pool, 'task')],
    pool,
  );

/** Managed scaling has one pair of limits for the core and task fleets together. */
export function scaling(scene: Scene, id: string, { core, task }: EmrParts): HclBlock {
  const pools = [core, task].filter((pool) => pool !== undefined);
  const cause: Cause = pools.flatMap((pool) => [pool.min, pool.max]);
  const sum = (side: 'min' | 'max') => {
    const values = pools.map((pool) => scene.given(pool[side]));
    const numbers = values.filter((value) => typeof value === 'number');
    if (numbers.length === values.length) return numbers.reduce((total, value) => total + value, 0);
    return raw(values.map((value) => (typeof value === 'number' ? String(value) : value.text)).join(' + '));
  };
  return resource(
    'aws_emr_managed_scaling_policy',
    id,
    [
      attribute('cluster_id', raw(`aws_emr_cluster.${id}.id`)),
      block(
        'compute_limits',
        [],
        [
          attribute('unit_type', 'InstanceFleetUnits'),
          attribute('minimum_capacity_units', sum('min')),
          attribute('maximum_capacity_units', sum('max')),
        ],
      ),
    ],
    cause,
  );
}
