import type { Registry } from '../../language/model/infrastructure.ts';
import { identifier } from './names.ts';
import {
  attribute,
  block,
  documented,
  type HclBlock,
  type HclFile,
  jsonencode,
  raw,
  resource,
} from './output.ts';
import type { Scene } from './scene.ts';

/** Image repositories; tags can't be moved, so that what runs is what was tested. */
export function transformRegistries(scene: Scene): readonly HclFile[] {
  const registries = scene.all('registry');
  if (registries.length === 0) return [];
  const blocks = registries.flatMap((registry) => {
    scene.checkName('repository', registry.physicalName, registry);
    const own = [
      documented(repository(scene, registry), registry.documentation),
      ...retention(scene, registry).map((one) => ({ block: one })),
    ];
    scene.checkAddresses(own, registry);
    return own;
  });
  return [{ path: 'registries.tf', purpose: 'Container images.', blocks, cause: registries }];
}

export const repositoryAddress = (registry: Registry): string =>
  `aws_ecr_repository.${identifier(registry.name)}`;

const repository = (scene: Scene, registry: Registry): HclBlock =>
  resource(
    'aws_ecr_repository',
    identifier(registry.name),
    [
      attribute('name', registry.physicalName),
      attribute('image_tag_mutability', 'IMMUTABLE'),
      scene.nameTag(registry),
      block(
        'image_scanning_configuration',
        [],
        [attribute('scan_on_push', scene.given(registry.scan), registry.scan)],
      ),
      block('encryption_configuration', [], [attribute('encryption_type', 'AES256')]),
    ],
    registry,
  );

function retention(scene: Scene, registry: Registry): HclBlock[] {
  if (registry.keep === undefined) return [];
  const keep = registry.keep;
  const policy = {
    rules: [
      {
        rulePriority: 1,
        description: 'Only the newest images stay',
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: scene.given(keep) },
        action: { type: 'expire' },
      },
    ],
  };
  return [
    resource(
      'aws_ecr_lifecycle_policy',
      identifier(registry.name),
      [
        attribute('repository', raw(`${repositoryAddress(registry)}.name`)),
        attribute('policy', jsonencode(policy)),
      ],
      keep,
    ),
  ];
}
