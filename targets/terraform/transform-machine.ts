import type { Machine, MachineFacts } from '../../language/model/infrastructure.ts';
import type { OutputFile } from '../kit/target.ts';
import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import { type NetworkPlan, place } from './network-plan.ts';
import {
  attribute,
  block,
  data,
  documented,
  type HclBlock,
  type HclFile,
  map,
  raw,
  type RawHcl,
  resource,
  template,
} from './output.ts';
import type { Scene } from './scene.ts';
import { egressRule, securityGroup } from './security-groups.ts';
import { identityFor } from './transform-identity.ts';

const GIB = 1024 ** 3;
/** Smallest root volume that the images below fit on, in GiB: the CUDA libraries alone take 60. */
const ROOT_GIB = { gpu: 100, plain: 20 };

/** Images of AWS for machines whose model names none. */
const DEFAULT_IMAGES = {
  gpu: { name: 'Deep Learning Base OSS Nvidia Driver GPU AMI (Amazon Linux 2023)*', owner: 'amazon' },
  plain: { name: 'al2023-ami-2023.*-kernel-*', owner: 'amazon' },
};

export interface MachineFiles {
  readonly hcl: HclFile;
  readonly copies: readonly OutputFile[];
}

export function transformMachine(
  scene: Scene,
  plans: readonly NetworkPlan[],
  machine: Machine,
): MachineFiles | undefined {
  const placement = place(plans, machine);
  if (placement === undefined) return undefined;
  const id = identifier(machine.name);
  const firewalls = placement.plan.network.firewalls.filter(
    (firewall) => machine.firewalls?.some((ref) => ref.qualifiedName === firewall.qualifiedName) ?? true,
  );
  const groups = firewalls.map(
    (firewall) => `aws_security_group.${identifier(placement.plan.network.name, firewall.name)}.id`,
  );
  const ownGroup =
    groups.length > 0
      ? []
      : [
          securityGroup(scene, placement.plan, {
            id,
            element: machine,
            description: `Machine ${machine.name}: out only`,
            suffix: [machine.name],
          }),
          egressRule(id, machine),
        ];
  const boot = bootScript(machine);
  const identity = identityFor(scene, machine, 'ec2');
  const instance = resource(
    'aws_instance',
    id,
    [
      attribute('ami', raw(`data.aws_ami.${id}.id`), machine.image?.name ?? machine.machine),
      attribute('instance_type', scene.given(machine.machine), machine.machine),
      attribute('subnet_id', placement.subnet, machine.on),
      placement.public && attribute('associate_public_ip_address', true, machine.on),
      attribute(
        'vpc_security_group_ids',
        raw(`[${groups.length > 0 ? groups.join(', ') : `aws_security_group.${id}.id`}]`),
        firewalls,
      ),
      identity !== undefined &&
        attribute(
          'iam_instance_profile',
          raw(`aws_iam_instance_profile.${identifier(identity.name)}.name`),
          machine.identity,
        ),
      boot !== undefined && attribute('user_data', boot.expression, machine.boot),
      boot !== undefined && attribute('user_data_replace_on_change', true, machine.boot),
      scene.nameTag(machine),
      metadataOptions(1),
      block(
        'root_block_device',
        [],
        [
          attribute('volume_type', 'gp3'),
          attribute(
            'volume_size',
            machine.disk === undefined ? rootSize(machine.facts) : scene.whole(machine.disk, GIB),
            machine.disk,
          ),
          attribute('encrypted', true),
        ],
      ),
      block('lifecycle', [], [attribute('ignore_changes', raw('[ami]'))], {
        derived: 'a newer image must not replace a machine that works',
        from: [machine],
      }),
    ],
    machine,
  );
  const blocks = [
    { block: imageSource(id, machine) },
    documented(instance, machine.documentation),
    ...ownGroup.map((one) => ({ block: one })),
    ...idleAlarm(scene, id, machine).map((one) => ({ block: one })),
  ];
  scene.checkAddresses(blocks, machine);
  return {
    hcl: { path: `machine-${id}.tf`, purpose: `Machine ${machine.name}.`, blocks, cause: machine },
    copies: boot === undefined ? [] : [boot.copy],
  };
}

/** Below this use of the processor, in percent, a machine counts as idle. */
const IDLE_PERCENT = 5;
const MEASURED_EVERY = 300;

/** The alarm's own action stops the machine; its disk stays, and starting it again is a person's decision. */
function idleAlarm(scene: Scene, id: string, machine: Machine): readonly HclBlock[] {
  if (machine.stopAfter === undefined) return [];
  return [
    resource(
      'aws_cloudwatch_metric_alarm',
      `${id}_idle`,
      [
        attribute('alarm_name', scene.name('tag', machine, machine.name, 'idle')),
        attribute('alarm_description', `Stops ${machine.name} when it is idle`),
        attribute('namespace', 'AWS/EC2'),
        attribute('metric_name', 'CPUUtilization'),
        attribute('dimensions', map(['InstanceId', raw(`aws_instance.${id}.id`)])),
        attribute('statistic', 'Maximum'),
        attribute('comparison_operator', 'LessThanThreshold'),
        attribute('threshold', IDLE_PERCENT),
        attribute('period', MEASURED_EVERY),
        attribute('evaluation_periods', scene.whole(machine.stopAfter, MEASURED_EVERY)),
        attribute('alarm_actions', [
          template(
            'arn:',
            raw('data.aws_partition.current.partition'),
            ':automate:',
            raw('local.region'),
            ':ec2:stop',
          ),
        ]),
        scene.nameTag(machine, machine.name, 'idle'),
      ],
      machine.stopAfter,
    ),
  ];
}

/** Only sessions that ask for a token first can read the machine's metadata and with it the keys of its role. */
export const metadataOptions = (hops: number): HclBlock =>
  block(
    'metadata_options',
    [],
    [
      attribute('http_endpoint', 'enabled'),
      attribute('http_tokens', 'required'),
      attribute('http_put_response_hop_limit', hops),
    ],
  );

export const rootSize = (facts: MachineFacts | undefined): number =>
  facts?.gpu === undefined ? ROOT_GIB.plain : ROOT_GIB.gpu;

function imageSource(id: string, machine: Machine): HclBlock {
  const fallback = machine.facts?.gpu === undefined ? DEFAULT_IMAGES.plain : DEFAULT_IMAGES.gpu;
  const image = machine.image ?? { name: { value: fallback.name }, owner: fallback.owner };
  const cause: Cause = machine.image?.name ?? {
    derived: 'the model names no image',
    from: [machine.machine],
  };
  const filter = (name: string, value: string): HclBlock =>
    block('filter', [], [attribute('name', name), attribute('values', [value])]);
  return data(
    'aws_ami',
    id,
    [
      attribute('most_recent', true),
      attribute('owners', [image.owner]),
      filter('name', image.name.value),
      filter('architecture', machine.facts?.architecture ?? 'x86_64'),
    ],
    cause,
  );
}

function bootScript(machine: Machine): { expression: RawHcl; copy: OutputFile } | undefined {
  if (machine.boot === undefined) return undefined;
  const path = machine.boot.value;
  const copy = `boot/${path.split('/').at(-1)!}`;
  return {
    expression: raw(`file("\${path.module}/${copy}")`),
    copy: { path: copy, copyOf: path, cause: machine.boot },
  };
}
