import type { Cloud, Cluster } from '../../language/model/infrastructure.ts';
import { packageOf } from '../kit/header.ts';
import type { OutputFile, TargetContext, TargetResult } from '../kit/target.ts';
import type { SystemView } from '../kit/view.ts';
import { checkHomes, type NetworkPlan, place, planNetworks } from './network-plan.ts';
import { type HclFile, printFile } from './output.ts';
import { Scene } from './scene.ts';
import { transformBuckets } from './transform-bucket.ts';
import { transformEcs } from './transform-ecs.ts';
import { transformEks } from './transform-eks.ts';
import { transformEmr } from './transform-emr.ts';
import { transformIdentities } from './transform-identity.ts';
import { transformMachine } from './transform-machine.ts';
import { transformNetwork } from './transform-network.ts';
import { transformOutputs } from './transform-outputs.ts';
import { transformRegistries } from './transform-registry.ts';
import { transformRoot } from './transform-root.ts';
import { servicesOn, transformService } from './transform-service.ts';
import { transformTest } from './transform-test.ts';

/**
 * One Terraform configuration for each cloud that the deployment uses: a single one lies at the root of the
 * target's folder, several lie in folders of their own, so that each has a state of its own.
 */
export function transform(view: SystemView, context: TargetContext): TargetResult {
  const results = view.all('cloud').map((cloud) => ({ cloud, ...transformCloud(view, cloud, context) }));
  const several = results.length > 1;
  return {
    files: results.flatMap(({ cloud, files }) =>
      files.map((file) => (several ? { ...file, path: `${cloud.name}/${file.path}` } : file)),
    ),
    diagnostics: results.flatMap((result) => result.diagnostics),
  };
}

function transformCloud(view: SystemView, cloud: Cloud, context: TargetContext): TargetResult {
  const scene = new Scene(view, cloud, context);
  if (cloud.provider.value !== 'aws') {
    scene.report(
      'TN9103',
      cloud.provider.origin,
      `Cloud ${cloud.name} is on ${cloud.provider.value}, and Terraform is written for aws only.`,
      'Leave the cloud out of the deployment, or put it on aws.',
    );
    return { files: [], diagnostics: scene.diagnostics };
  }
  checkHomes(scene);
  reportDatabases(scene);
  const plans = planNetworks(scene);
  const machines = scene.all('machine').flatMap((machine) => transformMachine(scene, plans, machine) ?? []);
  const clusters = scene.all('cluster').map((cluster) => transformCluster(scene, plans, cluster));
  const parts: readonly HclFile[] = [
    ...plans.map((plan) => transformNetwork(scene, plan)),
    ...transformBuckets(scene),
    ...transformRegistries(scene),
    ...transformIdentities(scene),
    ...machines.map((machine) => machine.hcl),
    ...clusters.flatMap((cluster) => cluster.hcl),
    ...transformOutputs(scene),
  ];
  const others: readonly OutputFile[] = [
    ...machines.flatMap((one) => one.copies),
    ...clusters.flatMap((one) => one.others),
  ];
  const configuration = [...transformRoot(scene, parts), ...parts];
  const files = [...configuration, transformTest(scene, configuration)];
  const packageName = packageOf(cloud.qualifiedName);
  return {
    files: [...files.map((file) => printFile(file, packageName)), ...unique(others)],
    diagnostics: scene.diagnostics,
  };
}

interface ClusterFiles {
  readonly hcl: readonly HclFile[];
  readonly others: readonly OutputFile[];
}

function transformCluster(scene: Scene, plans: readonly NetworkPlan[], cluster: Cluster): ClusterFiles {
  const placement = place(plans, cluster);
  if (placement === undefined) return { hcl: [], others: [] };
  if (cluster.stopAfter !== undefined && cluster.platform.value !== 'emr') {
    scene.report(
      'TN9118',
      cluster.stopAfter.origin,
      `Cluster ${cluster.name} on ${cluster.platform.value} does not stop by itself: its machines come and go with what it runs.`,
      'Let its pools begin at 0 instead: count: 0..4.',
    );
  }
  switch (cluster.platform.value) {
    case 'eks':
      return { hcl: [transformEks(scene, cluster, placement)], others: [] };
    case 'emr':
      return {
        hcl: [transformEmr(scene, cluster, placement)].filter((file) => file !== undefined),
        others: [],
      };
    case 'ecs': {
      const { hcl, script } = transformEcs(scene, cluster, placement);
      const services = servicesOn(scene, cluster).map((service) =>
        transformService(scene, cluster, service, placement),
      );
      return { hcl: [hcl, ...services], others: script === undefined ? [] : [script] };
    }
  }
}

function reportDatabases(scene: Scene): void {
  for (const database of scene.all('database')) {
    scene.report(
      'TN9119',
      database.origin,
      `Database ${database.name} is not written: what it holds must outlive this configuration.`,
      'Make it with its own tool, and declare it at the top of a file to refer to it.',
    );
  }
}

/** Several clusters share the script of their machines, and several machines may share theirs. */
const unique = (files: readonly OutputFile[]): readonly OutputFile[] => [
  ...new Map(files.map((file) => [file.path, file])).values(),
];
