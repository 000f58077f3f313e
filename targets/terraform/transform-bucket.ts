import type { Bucket } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import { attribute, block, data, documented, type HclBlock, type HclFile, map, raw, resource } from './output.ts';
import type { Scene } from './scene.ts';

const DAY = 86_400;
/** A bucket whose upload broke off is charged for the parts until they are removed. */
const ABANDONED_UPLOAD_DAYS = 7;

export const usesKms = (bucket: Bucket): boolean => bucket.encryption.value === 'kms';

/** One call of the bucket module for each bucket, and the key that encrypts them. */
export function transformBuckets(scene: Scene): readonly HclFile[] {
  const buckets = scene.all('bucket');
  if (buckets.length === 0) return [];
  const encrypted = buckets.filter(usesKms);
  const blocks = buckets.map((bucket) => documented(bucketCall(scene, bucket), bucket.documentation));
  buckets.forEach((bucket, index) => scene.checkAddresses([blocks[index]!], bucket));
  const files: HclFile[] = [
    { path: 'buckets.tf', purpose: 'Object storage; what all buckets have in common is in modules/bucket.', blocks, cause: buckets },
    ...bucketModule(buckets),
  ];
  if (encrypted.length > 0) files.push(keyFile(scene, encrypted));
  return files;
}

function bucketCall(scene: Scene, bucket: Bucket): HclBlock {
  scene.checkName('bucket', bucket.physicalName, bucket);
  if (bucket.keep !== undefined && !bucket.versioning.value) {
    scene.report(
      'TN9105',
      bucket.keep.origin,
      `Bucket ${bucket.name} keeps no old versions, since its versioning is off.`,
      'Switch versioning on, or remove "keep".',
    );
  }
  return block(
    'module',
    [identifier(bucket.name)],
    [
      attribute('source', './modules/bucket'),
      attribute('name', bucket.physicalName),
      attribute('versioning', scene.given(bucket.versioning), bucket.versioning),
      usesKms(bucket) && attribute('kms_key_arn', raw('aws_kms_key.data.arn'), bucket.encryption),
      bucket.keep !== undefined && attribute('keep_old_versions_days', scene.whole(bucket.keep, DAY), bucket.keep),
    ],
    bucket,
  );
}

function keyFile(scene: Scene, buckets: readonly Bucket[]): HclFile {
  const cause: Cause = buckets.map((bucket) => bucket.encryption);
  const key = resource(
    'aws_kms_key',
    'data',
    [
      attribute('description', `Encrypts the buckets of cloud ${scene.cloud.name}`),
      attribute('enable_key_rotation', true),
      attribute('deletion_window_in_days', 30),
      scene.nameTag({ ...scene.cloud, name: 'data' }),
    ],
    cause,
  );
  const alias = resource(
    'aws_kms_alias',
    'data',
    [
      attribute('name', raw(`"alias/\${local.prefix}-data"`)),
      attribute('target_key_id', raw('aws_kms_key.data.key_id')),
    ],
    cause,
  );
  return {
    path: 'keys.tf',
    purpose: 'The key of encrypted buckets; it rotates once a year.',
    blocks: [{ block: key }, { block: alias }],
    cause,
  };
}

function bucketModule(buckets: readonly Bucket[]): readonly HclFile[] {
  const cause: Cause = { derived: 'every bucket gets the same protection', from: buckets };
  const variable = (name: string, type: string, description: string, fallback?: null): HclBlock =>
    block('variable', [name], [
      attribute('description', description),
      attribute('type', raw(type)),
      fallback === undefined ? attribute('nullable', false) : attribute('default', null),
    ], cause);
  const path = 'modules/bucket';
  return [
    { path: `${path}/main.tf`, purpose: 'A private bucket: owner only, encrypted, over TLS only.', blocks: moduleBlocks(cause), cause },
    {
      path: `${path}/variables.tf`,
      purpose: 'What differs between buckets.',
      cause,
      blocks: [
        variable('name', 'string', 'Name of the bucket, unique in the world.'),
        variable('versioning', 'bool', 'Whether overwritten and deleted objects are kept as old versions.'),
        variable('kms_key_arn', 'string', 'Key that encrypts the objects; without one, S3 uses keys of its own (AES-256).', null),
        variable('keep_old_versions_days', 'number', 'Days after which an old version is deleted; without it, never.', null),
      ].map((one) => ({ block: one })),
    },
    {
      path: `${path}/outputs.tf`,
      purpose: 'What others need to know about the bucket.',
      cause,
      blocks: [
        block('output', ['name'], [
          attribute('description', 'Name of the bucket.'),
          attribute('value', raw('aws_s3_bucket.this.bucket')),
        ], cause),
        block('output', ['arn'], [
          attribute('description', 'ARN of the bucket, for policies.'),
          attribute('value', raw('aws_s3_bucket.this.arn')),
        ], cause),
      ].map((one) => ({ block: one })),
    },
    {
      path: `${path}/versions.tf`,
      purpose: 'The provider comes from the caller.',
      cause,
      blocks: [
        {
          block: block('terraform', [], [
            block('required_providers', [], [attribute('aws', map(['source', 'hashicorp/aws']))], cause),
          ], cause),
        },
      ],
    },
  ];
}

function moduleBlocks(cause: Cause): HclFile['blocks'] {
  const bucketId = attribute('bucket', raw('aws_s3_bucket.this.id'));
  const encryption = block('rule', [], [
    attribute('bucket_key_enabled', raw('var.kms_key_arn != null')),
    block('apply_server_side_encryption_by_default', [], [
      attribute('sse_algorithm', raw('var.kms_key_arn == null ? "AES256" : "aws:kms"')),
      attribute('kms_master_key_id', raw('var.kms_key_arn')),
    ]),
  ]);
  const uploads = block('rule', [], [
    attribute('id', 'abandoned-uploads'),
    attribute('status', 'Enabled'),
    block('filter', [], []),
    block('abort_incomplete_multipart_upload', [], [attribute('days_after_initiation', ABANDONED_UPLOAD_DAYS)]),
  ]);
  const versions = block('dynamic', ['rule'], [
    attribute('for_each', raw('var.keep_old_versions_days == null ? [] : [var.keep_old_versions_days]')),
    block('content', [], [
      attribute('id', 'old-versions'),
      attribute('status', 'Enabled'),
      block('filter', [], []),
      block('noncurrent_version_expiration', [], [attribute('noncurrent_days', raw('rule.value'))]),
    ]),
  ]);
  const tls = block('statement', [], [
    attribute('sid', 'OnlyOverTls'),
    attribute('effect', 'Deny'),
    attribute('actions', ['s3:*']),
    attribute('resources', [raw('aws_s3_bucket.this.arn'), raw('"${aws_s3_bucket.this.arn}/*"')]),
    block('principals', [], [attribute('type', '*'), attribute('identifiers', ['*'])]),
    block('condition', [], [
      attribute('test', 'Bool'),
      attribute('variable', 'aws:SecureTransport'),
      attribute('values', ['false']),
    ]),
  ]);
  return [
    documented(resource('aws_s3_bucket', 'this', [attribute('bucket', raw('var.name'))], cause), undefined),
    documented(
      resource('aws_s3_bucket_versioning', 'this', [
        bucketId,
        block('versioning_configuration', [], [attribute('status', raw('var.versioning ? "Enabled" : "Suspended"'))]),
      ], cause),
      undefined,
    ),
    documented(resource('aws_s3_bucket_server_side_encryption_configuration', 'this', [bucketId, encryption], cause), undefined),
    documented(
      resource('aws_s3_bucket_public_access_block', 'this', [
        bucketId,
        attribute('block_public_acls', true),
        attribute('block_public_policy', true),
        attribute('ignore_public_acls', true),
        attribute('restrict_public_buckets', true),
      ], cause),
      undefined,
    ),
    documented(
      resource('aws_s3_bucket_ownership_controls', 'this', [
        bucketId,
        block('rule', [], [attribute('object_ownership', 'BucketOwnerEnforced')]),
      ], cause),
      'Access lists are off: only policies decide.',
    ),
    documented(
      resource('aws_s3_bucket_lifecycle_configuration', 'this', [
        bucketId,
        uploads,
        versions,
        attribute('depends_on', raw('[aws_s3_bucket_versioning.this]')),
      ], cause),
      'Rules about old versions can be set once versioning is, to which nothing in here refers.',
    ),
    documented(
      resource('aws_s3_bucket_policy', 'this', [
        bucketId,
        attribute('policy', raw('data.aws_iam_policy_document.tls.json')),
        attribute('depends_on', raw('[aws_s3_bucket_public_access_block.this]')),
      ], cause),
      'Both change the access settings of the bucket, and S3 refuses two changes at once.',
    ),
    documented(data('aws_iam_policy_document', 'tls', [tls], cause), undefined),
  ];
}
