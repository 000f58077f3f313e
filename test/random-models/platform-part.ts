import type { Choices } from './choices.ts';

export interface RandomPlatform {
  readonly text: readonly string[];
  /** Names that other packages may import. */
  readonly names: readonly string[];
  readonly gpusOfTraining: number;
  readonly nodesOfTraining: number;
}

const GPU_MACHINES: readonly (readonly [string, number])[] = [
  ['g5.xlarge', 1],
  ['g5.12xlarge', 4],
  ['g6.xlarge', 1],
  ['g6.12xlarge', 4],
];

/** A cloud with a network, stores and clusters, and where alerts go. */
export function randomPlatform(choices: Choices): RandomPlatform {
  const [machine, gpus] = choices.one(GPU_MACHINES);
  const nodes = choices.whole(1, 4);
  const second = choices.whole(10, 200);
  const subnets = choices.many(2, 4, (index) => {
    const zone = ['a', 'b', 'c'][index % 3]!;
    return `    subnet private_${index} { cidr: "10.${second}.${index + 1}.0/24", zone: ${zone} }`;
  });
  const channel = choices.one([
    '{ via: pagerduty, to: secret("team-pager") }',
    '{ via: email, to: "team@example.org" }',
    '{ via: slack, to: "#team" }',
    '{ via: webhook, to: secret("team-hook") }',
  ]);
  const cloud = `cloud main on aws {
  region: "${choices.one(['us-east-1', 'us-west-2', 'eu-central-1'])}"
  tags { project: "random", owner: "team" }
  state on s3("random-tfstate", lock: true)
  network net {
    cidr: "10.${second}.0.0/16"
${subnets.join('\n')}
    firewall web { allow tcp(443) from "0.0.0.0/0", allow tcp(8000) from net }
  }
  bucket lake { versioning: on, encryption: ${choices.one(['kms', 'aes256'])}, keep: ${choices.whole(7, 90)}d }
  registry images { scan: on, keep: ${choices.whole(5, 30)} }
  cluster training on eks {
    network: net
    pool gpu_pool { machine: "${machine}", count: 0..${nodes} }
  }
  cluster serving on eks {
    network: net
    pool cpu_pool { machine: "m6i.2xlarge", count: 1..${choices.whole(6, 12)} }
  }
}`;
  return {
    text: [`channel oncall ${channel}`, cloud],
    names: ['oncall', 'main', 'lake', 'gpu_pool', 'serving'],
    gpusOfTraining: gpus,
    nodesOfTraining: nodes,
  };
}
