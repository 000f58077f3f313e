import type { Bucket } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import {
  attribute,
  block,
  data,
  documented,
  type HclBlock,
  type HclFile,
  map,
  raw,
  resource,
} from './output.ts';

/** A bucket whose upload broke off is charged for the parts until they are removed. */
const ABANDONED_UPLOAD_DAYS = 7;

/** The module that every bucket is a call of: private, owner only, encrypted, over TLS only. */
export function bucketModule(buckets: readonly Bucket[]): readonly HclFile[] {
  const cause: Cause = { derived: 'every bucket gets the same protection', from: buckets };
  const variable = (name: string, type: string, description: string, fallback?: null): HclBlock =>
    block(
      'variable',
      [name],
      [
        attribute('description', description),
        attribute('type', raw(type)),
        fallback === undefined ? attribute('nullable', false) : attribute('default', null),
      ],
      cause,
    );
  const path = 'modules/bucket';
  return [
    {
      path: `${path}/main.tf`,
      purpose: 'A private bucket: owner only, encrypted, over TLS only.',
      blocks: moduleBlocks(cause),
      cause,
    },
    {
      path: `${path}/variables.tf`,
      purpose: 'What differs between buckets.',
      cause,
      blocks: [
        variable('name', 'string', 'Name of the bucket, unique in the world.'),
        variable('versioning', 'bool', 'Whether overwritten and deleted objects are kept as old versions.'),
        variable(
          'kms_key_arn',
          'string',
          'Key that encrypts the objects; without one, S3 uses keys of its own (AES-256).',
          null,
        ),
        variable(
          'keep_old_versions_days',
          'number',
          'Days after which an old version is deleted; without it, never.',
          null,
        ),
      ].map((one) => ({ block: one })),
    },
    {
      path: `${path}/outputs.tf`,
      purpose: 'What others need to know about the bucket.',
      cause,
      blocks: [
        block(
          'output',
          ['name'],
          [
            attribute('description', 'Name of the bucket.'),
            attribute('value', raw('aws_s3_bucket.this.bucket')),
          ],
          cause,
        ),
        block(
          'output',
          ['arn'],
          [
            attribute('description', 'ARN of the bucket, for policies.'),
            attribute('value', raw('aws_s3_bucket.this.arn')),
          ],
          cause,
        ),
      ].map((one) => ({ block: one })),
    },
    {
      path: `${path}/versions.tf`,
      purpose: 'The provider comes from the caller.',
      cause,
      blocks: [
        {
          block: block(
            'terraform',
            [],
            [block('required_providers', [], [attribute('aws', map(['source', 'hashicorp/aws']))], cause)],
            cause,
          ),
        },
      ],
    },
  ];
}

function moduleBlocks(cause: Cause): HclFile['blocks'] {
  const bucketId = attribute('bucket', raw('aws_s3_bucket.this.id'));
  const encryption = block(
    'rule',
    [],
    [
      attribute('bucket_key_enabled', raw('var.kms_key_arn != null')),
      block(
        'apply_server_side_encryption_by_default',
        [],
        [
          attribute('sse_algorithm', raw('var.kms_key_arn == null ? "AES256" : "aws:kms"')),
          attribute('kms_master_key_id', raw('var.kms_key_arn')),
        ],
      ),
    ],
  );
  const uploads = block(
    'rule',
    [],
    [
      attribute('id', 'abandoned-uploads'),
      attribute('status', 'Enabled'),
      block('filter', [], []),
      block(
        'abort_incomplete_multipart_upload',
        [],
        [attribute('days_after_initiation', ABANDONED_UPLOAD_DAYS)],
      ),
    ],
  );
  const versions = block(
    'dynamic',
    ['rule'],
    [
      attribute('for_each', raw('var.keep_old_versions_days == null ? [] : [var.keep_old_versions_days]')),
      block(
        'content',
        [],
        [
          attribute('id', 'old-versions'),
          attribute('status', 'Enabled'),
          block('filter', [], []),
          block('noncurrent_version_expiration', [], [attribute('noncurrent_days', raw('rule.value'))]),
        ],
      ),
    ],
  );
  const tls = block(
    'statement',
    [],
    [
      attribute('sid', 'OnlyOverTls'),
      attribute('effect', 'Deny'),
      attribute('actions', ['s3:*']),
      attribute('resources', [raw('aws_s3_bucket.this.arn'), raw('"${aws_s3_bucket.this.arn}/*"')]),
      block('principals', [], [attribute('type', '*'), attribute('identifiers', ['*'])]),
      block(
        'condition',
        [],
        [
          attribute('test', 'Bool'),
          attribute('variable', 'aws:SecureTransport'),
          attribute('values', ['false']),
        ],
      ),
    ],
  );
  return [
    documented(resource('aws_s3_bucket', 'this', [attribute('bucket', raw('var.name'))], cause), undefined),
    documented(
      resource(
        'aws_s3_bucket_versioning',
        'this',
        [
          bucketId,
          block(
            'versioning_configuration',
            [],
            [attribute('status', raw('var.versioning ? "Enabled" : "Suspended"'))],
          ),
        ],
        cause,
      ),
      undefined,
    ),
    documented(
      resource('aws_s3_bucket_server_side_encryption_configuration', 'this', [bucketId, encryption], cause),
      undefined,
    ),
    documented(
      resource(
        'aws_s3_bucket_public_access_block',
        'this',
        [
          bucketId,
          attribute('block_public_acls', true),
          attribute('block_public_policy', true),
          attribute('ignore_public_acls', true),
          attribute('restrict_public_buckets', true),
        ],
        cause,
      ),
      undefined,
    ),
    documented(
      resource(
        'aws_s3_bucket_ownership_controls',
        'this',
        [bucketId, block('rule', [], [attribute('object_ownership', 'BucketOwnerEnforced')])],
        cause,
      ),
      'Access lists are off: only policies decide.',
    ),
    documented(
      resource(
        'aws_s3_bucket_lifecycle_configuration',
        'this',
        [bucketId, uploads, versions, attribute('depends_on', raw('[aws_s3_bucket_versioning.this]'))],
        cause,
      ),
      'Rules about old versions can be set once versioning is, to which nothing in here refers.',
    ),
    documented(
      resource(
        'aws_s3_bucket_policy',
        'this',
        [
          bucketId,
          attribute('policy', raw('data.aws_iam_policy_document.tls.json')),
          attribute('depends_on', raw('[aws_s3_bucket_public_access_block.this]')),
        ],
        cause,
      ),
      'Both change the access settings of the bucket, and S3 refuses two changes at once.',
    ),
    documented(data('aws_iam_policy_document', 'tls', [tls], cause), undefined),
  ];
}
