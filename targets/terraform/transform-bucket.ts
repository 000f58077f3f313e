import type { Bucket } from '../../language/model/infrastructure.ts';
import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import { attribute, block, documented, type HclBlock, type HclFile, raw, resource } from './output.ts';
import type { Scene } from './scene.ts';
import { bucketModule } from './bucket-module.ts';

const DAY = 86_400;

export const usesKms = (bucket: Bucket): boolean => bucket.encryption.value === 'kms';

/** One call of the bucket module for each bucket, and the key that encrypts them. */
export function transformBuckets(scene: Scene): readonly HclFile[] {
  const buckets = scene.all('bucket');
  if (buckets.length === 0) return [];
  const encrypted = buckets.filter(usesKms);
  const blocks = buckets.map((bucket) => documented(bucketCall(scene, bucket), bucket.documentation));
  buckets.forEach((bucket, index) => scene.checkAddresses([blocks[index]!], bucket));
  const files: HclFile[] = [
    {
      path: 'buckets.tf',
      purpose: 'Object storage; what all buckets have in common is in modules/bucket.',
      blocks,
      cause: buckets,
    },
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
      bucket.keep !== undefined &&
        attribute('keep_old_versions_days', scene.whole(bucket.keep, DAY), bucket.keep),
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
