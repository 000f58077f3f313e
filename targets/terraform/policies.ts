import type { Bucket, Identity, Permission, Registry } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import { attribute, block, data, type HclBlock, raw, type RawHcl } from './output.ts';
import type { Scene } from './scene.ts';
import { usesKms } from './transform-bucket.ts';
import { repositoryAddress } from './transform-registry.ts';

/** What an action of the model means in IAM; `list` actions are about the bucket itself, not its objects. */
const BUCKET_ACTIONS: Readonly<
  Record<string, { list: readonly string[]; objects: readonly string[]; key: readonly string[] }>
> = {
  read: { list: ['s3:GetBucketLocation', 's3:ListBucket'], objects: ['s3:GetObject'], key: ['kms:Decrypt'] },
  write: {
    list: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
    objects: ['s3:AbortMultipartUpload', 's3:PutObject'],
    // Uploads in parts are encrypted piece by piece, and read again when they are put together.
    key: ['kms:Decrypt', 'kms:GenerateDataKey'],
  },
  delete: { list: [], objects: ['s3:DeleteObject'], key: [] },
};
export const PULL_ACTIONS = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
];
const REGISTRY_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  pull: PULL_ACTIONS,
  push: [
    ...PULL_ACTIONS,
    'ecr:CompleteLayerUpload',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
  ],
};

export interface Statement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly (string | RawHcl)[];
  readonly condition?: {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  };
}

export const statement = ({ sid, actions, resources, condition }: Statement, cause?: Cause): HclBlock =>
  block(
    'statement',
    [],
    [
      attribute('sid', sid),
      attribute('actions', [...new Set(actions)].sort()),
      attribute('resources', resources),
      condition !== undefined &&
        block(
          'condition',
          [],
          [
            attribute('test', condition.test),
            attribute('variable', condition.variable),
            attribute('values', condition.values),
          ],
        ),
    ],
    cause,
  );

/** Who may take a role: one service of AWS. */
export const trustDocument = (
  name: string,
  service: string,
  cause: Cause,
  actions = ['sts:AssumeRole'],
): HclBlock =>
  data(
    'aws_iam_policy_document',
    name,
    [
      block(
        'statement',
        [],
        [
          attribute('actions', actions),
          block('principals', [], [attribute('type', 'Service'), attribute('identifiers', [service])]),
        ],
      ),
    ],
    cause,
  );

/** A token for the registry is given for the account as a whole, so nothing narrower than "*" exists. */
export const registryToken = (cause: Cause): HclBlock =>
  statement({ sid: 'RegistryToken', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }, cause);

/** The permissions of an identity as statements about exact resources. */
export function permissionStatements(scene: Scene, identity: Identity): readonly HclBlock[] {
  const statements = identity.allows.flatMap((permission) => onePermission(scene, permission));
  const registries = identity.allows.filter((permission) => permission.on.kind === 'registry');
  return registries.length === 0 ? statements : [...statements, registryToken(registries)];
}

function onePermission(scene: Scene, permission: Permission): readonly HclBlock[] {
  const bucket = scene.find('bucket', permission.on);
  const registry = scene.find('registry', permission.on);
  const table = bucket === undefined ? REGISTRY_ACTIONS : BUCKET_ACTIONS;
  const known = permission.actions.filter((action) => action in table);
  const unknown = permission.actions.filter((action) => !(action in table));
  const name = permission.on.qualifiedName.split('.').at(-1)!;
  if ((bucket === undefined && registry === undefined) || unknown.length > 0) {
    const said =
      unknown.length > 0 ? `"${unknown.join('", "')}" on ${permission.on.kind} ${name}` : `access to ${name}`;
    scene.report(
      'TN9108',
      permission.origin,
      `${said} has no counterpart in IAM here.`,
      bucket === undefined && registry === undefined
        ? 'Allow actions on buckets and registries of the same cloud.'
        : `Use ${Object.keys(table).join(', ')}.`,
    );
    return [];
  }
  if (bucket !== undefined) return bucketStatements(bucket, known, permission);
  const actions = known.flatMap((action) => REGISTRY_ACTIONS[action]!);
  return [
    statement(
      {
        sid: sid(registry!.name, 'Repository'),
        actions,
        resources: [raw(`${repositoryAddress(registry!)}.arn`)],
      },
      permission,
    ),
  ];
}

function bucketStatements(bucket: Bucket, actions: readonly string[], cause: Cause): readonly HclBlock[] {
  const rows = actions.map((action) => BUCKET_ACTIONS[action]!);
  const arn = `module.${identifier(bucket.name)}.arn`;
  const list = rows.flatMap((row) => row.list);
  const key = rows.flatMap((row) => row.key);
  const objects: Statement = {
    sid: sid(bucket.name, 'Objects'),
    actions: rows.flatMap((row) => row.objects),
    resources: [raw(`"\${${arn}}/*"`)],
  };
  return [
    ...(list.length === 0
      ? []
      : [statement({ sid: sid(bucket.name, 'Bucket'), actions: list, resources: [raw(arn)] }, cause)]),
    statement(objects, cause),
    ...(key.length === 0 || !usesKms(bucket)
      ? []
      : [
          statement(
            { sid: sid(bucket.name, 'Key'), actions: key, resources: [raw('aws_kms_key.data.arn')] },
            [cause, bucket.encryption],
          ),
        ]),
  ];
}

/** Statement names are letters and digits only. */
const sid = (name: string, part: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('') + part;

export const registryOf = (scene: Scene): Registry | undefined => scene.all('registry')[0];
