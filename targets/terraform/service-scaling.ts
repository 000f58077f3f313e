import type { ExpressionNode } from '../../language/model/expression.ts';
import type { Cluster } from '../../language/model/infrastructure.ts';
import type { Service } from '../../language/model/service.ts';
import { identifier } from './names.ts';
import { attribute, block, type HclBlock, raw, resource } from './output.ts';
import type { Scene } from './scene.ts';

/** What ECS measures by itself, by the model's names. */
const METRICS: Readonly<Record<string, string>> = {
  cpu_utilization: 'ECSServiceAverageCPUUtilization',
  memory_utilization: 'ECSServiceAverageMemoryUtilization',
};

/** The autoscaler of a service: one target-tracking policy for each measure that ECS knows. */
export function scalingBlocks(scene: Scene, cluster: Cluster, service: Service, id: string): HclBlock[] {
  const scale = service.scale;
  if (scale === undefined || scale.min.value === scale.max.value) return [];
  const policies = scale.keep.flatMap((keep) => {
    const target = readTarget(keep.root);
    const metric = target === undefined ? undefined : METRICS[target.measure];
    if (target === undefined || metric === undefined) {
      scene.report(
        'TN9113',
        keep.origin,
        `ECS can't keep "${keep.text}" for ${service.name}: it measures the use of CPU and memory only.`,
        `Add a target for ${Object.keys(METRICS).join(' or ')}, or run the service on Kubernetes.`,
      );
      return [];
    }
    return [policy(id, target, metric, keep)];
  });
  if (scale.keep.length === 0) {
    scene.report(
      'TN9113',
      scale.origin,
      `${service.name} has ${scale.min.value} to ${scale.max.value} replicas, and nothing says what moves their number.`,
      'Add "keep cpu_utilization < 70%".',
    );
  }
  return policies.length === 0 ? [] : [limits(cluster, service, id), ...policies];
}

const limits = (cluster: Cluster, service: Service, id: string): HclBlock =>
  resource(
    'aws_appautoscaling_target',
    id,
    [
      attribute('service_namespace', 'ecs'),
      attribute('scalable_dimension', 'ecs:service:DesiredCount'),
      attribute(
        'resource_id',
        raw(`"service/\${aws_ecs_cluster.${identifier(cluster.name)}.name}/\${aws_ecs_service.${id}.name}"`),
      ),
      attribute('min_capacity', service.scale!.min.value, service.scale!.min),
      attribute('max_capacity', service.scale!.max.value, service.scale!.max),
    ],
    service.scale!.origin,
  );

const policy = (
  id: string,
  target: Target,
  metric: string,
  cause: { readonly origin: Service['origin'] },
): HclBlock =>
  resource(
    'aws_appautoscaling_policy',
    `${id}_${identifier(target.measure)}`,
    [
      attribute('name', target.measure.replaceAll('_', '-')),
      attribute('policy_type', 'TargetTrackingScaling'),
      attribute('service_namespace', raw(`aws_appautoscaling_target.${id}.service_namespace`)),
      attribute('scalable_dimension', raw(`aws_appautoscaling_target.${id}.scalable_dimension`)),
      attribute('resource_id', raw(`aws_appautoscaling_target.${id}.resource_id`)),
      block(
        'target_tracking_scaling_policy_configuration',
        [],
        [
          attribute('target_value', target.percent),
          block('predefined_metric_specification', [], [attribute('predefined_metric_type', metric)]),
        ],
      ),
    ],
    cause,
  );

interface Target {
  readonly measure: string;
  readonly percent: number;
}

/** Reads `cpu_utilization < 70%`. */
function readTarget(node: ExpressionNode): Target | undefined {
  if (node.node !== 'binary' || !['<', '<='].includes(node.operator)) return undefined;
  const { left, right } = node;
  if (left.node !== 'measure' || right.node !== 'quantity' || right.quantity.dimension !== 'ratio')
    return undefined;
  return { measure: left.name, percent: Math.round(right.quantity.value * 10_000) / 100 };
}
