import type { Element, Ref } from '../../language/model/element.ts';
import type { Identity } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import {
  attribute,
  type DocumentedBlock,
  data,
  documented,
  type HclBlock,
  type HclFile,
  raw,
  type RawHcl,
  resource,
  template,
} from './output.ts';
import { permissionStatements, trustDocument } from './policies.ts';
import type { Scene } from './scene.ts';

/** Who takes the role when the model says `trusts: …`. The machines of an EMR cluster are EC2 instances. */
const TRUSTED: Readonly<
  Record<Identity['trusts']['value'], { readonly service: string; readonly actions?: string[] }>
> = {
  ec2: { service: 'ec2.amazonaws.com' },
  ecs: { service: 'ecs-tasks.amazonaws.com' },
  // Pods get their role from the Pod Identity agent, which tags the session.
  eks: { service: 'pods.eks.amazonaws.com', actions: ['sts:AssumeRole', 'sts:TagSession'] },
  emr: { service: 'ec2.amazonaws.com' },
};

export function transformIdentities(scene: Scene): readonly HclFile[] {
  const identities = scene.all('identity');
  if (identities.length === 0) return [];
  const blocks = identities.flatMap((identity) => identityBlocks(scene, identity));
  return [
    {
      path: 'identities.tf',
      purpose: 'Roles, each with the permissions that the model names and no other.',
      blocks,
      cause: identities,
    },
  ];
}

/** The identity that something runs as, after a check that it may be taken there. */
export function identityFor(
  scene: Scene,
  user: Element & { readonly identity?: Ref<'identity'> },
  trusted: Identity['trusts']['value'],
): Identity | undefined {
  if (user.identity === undefined) return undefined;
  const identity = scene.find('identity', user.identity);
  if (identity === undefined) return undefined;
  if (identity.trusts.value !== trusted) {
    scene.report(
      'TN9108',
      user.identity.origin,
      `${identity.name} may be taken by ${identity.trusts.value}, and ${user.kind} ${user.name} needs one for ${trusted}.`,
      `Write "trusts: ${trusted}" in ${identity.name}, or use another identity.`,
      [{ file: identity.trusts.origin.file, range: identity.trusts.origin.range, message: 'Trusted here.' }],
    );
  }
  return identity;
}

function identityBlocks(scene: Scene, identity: Identity): readonly DocumentedBlock[] {
  const id = identifier(identity.name);
  const trusted = TRUSTED[identity.trusts.value];
  const statements = permissionStatements(scene, identity);
  const blocks = [
    documented(role(scene, { id, element: identity, cause: identity }), identity.documentation),
    ...[
      trustDocument(`${id}_trust`, trusted.service, identity.trusts, trusted.actions),
      ...(statements.length === 0 ? [] : inlinePolicy(id, statements, identity)),
      ...(identity.trusts.value === 'ec2' || identity.trusts.value === 'emr'
        ? [instanceProfile(scene, id, identity)]
        : []),
    ].map((one) => ({ block: one })),
  ];
  scene.checkAddresses(blocks, identity);
  return blocks;
}

/** A role whose trust is the document `<id>_trust`. */
export const role = (
  scene: Scene,
  {
    id,
    element,
    suffix,
    cause,
  }: {
    readonly id: string;
    readonly element: Element;
    readonly suffix?: readonly string[];
    readonly cause: Cause;
  },
): HclBlock =>
  resource(
    'aws_iam_role',
    id,
    [
      attribute('name', scene.name('role', element, ...(suffix ?? []))),
      attribute('assume_role_policy', raw(`data.aws_iam_policy_document.${id}_trust.json`)),
      scene.nameTag(element, ...(suffix ?? [])),
    ],
    cause,
  );

/** A policy inside a role, from statements. */
export const inlinePolicy = (id: string, statements: readonly HclBlock[], cause: Cause): HclBlock[] => [
  data('aws_iam_policy_document', id, statements, cause),
  resource(
    'aws_iam_role_policy',
    id,
    [
      attribute('name', 'permissions'),
      attribute('role', raw(`aws_iam_role.${id}.id`)),
      attribute('policy', raw(`data.aws_iam_policy_document.${id}.json`)),
    ],
    cause,
  ),
];

export const instanceProfile = (
  scene: Scene,
  id: string,
  element: Element,
  ...suffix: readonly string[]
): HclBlock =>
  resource(
    'aws_iam_instance_profile',
    id,
    [
      attribute('name', scene.name('tag', element, ...suffix)),
      attribute('role', raw(`aws_iam_role.${id}.name`)),
    ],
    element,
  );

/** Policies that AWS keeps up to date for its own agents. */
export function managedPolicies(id: string, policies: readonly string[], cause: Cause): HclBlock {
  const arn = (name: string | RawHcl): RawHcl =>
    template('arn:', raw('data.aws_partition.current.partition'), ':iam::aws:policy/', name);
  const [only] = policies;
  const several = policies.length > 1;
  return resource(
    'aws_iam_role_policy_attachment',
    id,
    [
      several && attribute('for_each', raw(`toset([${policies.map((policy) => `"${policy}"`).join(', ')}])`)),
      attribute('role', raw(`aws_iam_role.${id}.name`)),
      attribute('policy_arn', arn(several ? raw('each.value') : only!)),
    ],
    cause,
  );
}
