import type { Parameter } from '../../language/model/release.ts';
import type { Cause } from '../kit/text.ts';
import { identifier } from './names.ts';
import {
  attribute,
  block,
  documented,
  type DocumentedBlock,
  type HclBlock,
  type HclFile,
  type HclItem,
  type HclValue,
  map,
  raw,
} from './output.ts';
import type { Scene } from './scene.ts';

const MOCK_ZONES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A test that needs no account: the plan is what the model says, and values that are not allowed are refused. */
export function transformTest(scene: Scene, others: readonly HclFile[]): HclFile {
  const samples = scene.ownVariables.filter((variable) => variable.sample !== undefined);
  const required = [...scene.parameters.values()].filter(({ parameter }) => parameter.value === undefined);
  const variables: HclItem[] = [
    ...samples.map((variable) => attribute(variable.name, variable.sample!, variable.cause)),
    ...required.map(({ name, parameter }) => attribute(name, sample(parameter), parameter)),
  ];
  const blocks: DocumentedBlock[] = [
    documented(
      mockProvider(scene, others),
      'Nothing is asked of AWS; these answers replace the ones that the plan needs.',
    ),
    ...(variables.length === 0 ? [] : [{ block: block('variables', [], variables) }]),
    { block: planRun(scene) },
    ...refusals(scene),
  ];
  return {
    path: 'tests/model.tftest.hcl',
    purpose: 'Run it with "terraform test".',
    blocks,
    cause: scene.cloud,
  };
}

function mockProvider(scene: Scene, others: readonly HclFile[]): HclBlock {
  const all = JSON.stringify(others.map((file) => file.blocks));
  const mock = (type: string, ...defaults: readonly (readonly [string, HclValue])[]): HclBlock | false =>
    all.includes(`"${type}"`) && block('mock_data', [type], [attribute('defaults', map(...defaults))]);
  return block(
    'mock_provider',
    ['aws'],
    [
      mock('aws_availability_zones', ['names', MOCK_ZONES.map((zone) => scene.cloud.region.value + zone)]),
      mock('aws_iam_policy_document', ['json', '{}']),
      mock('aws_partition', ['partition', 'aws']),
    ],
    scene.cloud,
  );
}

function planRun(scene: Scene): HclBlock {
  const checks = [
    ...scene
      .all('bucket')
      .map((one) =>
        check(
          `module.${identifier(one.name)}.name == ${JSON.stringify(one.physicalName)}`,
          `Bucket ${one.name} has another name than the model's locations.`,
          one,
        ),
      ),
    ...scene
      .all('registry')
      .map((one) =>
        check(
          `aws_ecr_repository.${identifier(one.name)}.image_tag_mutability == "IMMUTABLE"`,
          `Tags of ${one.name} can be moved.`,
          one,
        ),
      ),
    ...scene
      .all('machine')
      .map((one) =>
        check(
          `aws_instance.${identifier(one.name)}.metadata_options[0].http_tokens == "required"`,
          `The metadata of ${one.name} can be read without a token.`,
          one,
        ),
      ),
    ...scene.all('cluster').flatMap((cluster) =>
      cluster.platform.value !== 'eks'
        ? []
        : cluster.pools.map((pool) => {
            const sizes = `aws_eks_node_group.${identifier(cluster.name, pool.name)}.scaling_config[0]`;
            return check(
              `${sizes}.min_size <= ${sizes}.max_size`,
              `Pool ${pool.name} has more machines at least than at most.`,
              [pool.min, pool.max],
            );
          }),
    ),
  ];
  return block('run', ['plan'], [attribute('command', raw('plan')), checks], scene.cloud);
}

const check = (condition: string, message: string, cause: Cause): HclBlock =>
  block('assert', [], [attribute('condition', raw(condition)), attribute('error_message', message)], cause);

function refusals(scene: Scene): readonly DocumentedBlock[] {
  return [...scene.parameters.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, parameter }) => {
      const value = forbidden(parameter);
      if (value === undefined) return [];
      const body = [
        attribute('command', raw('plan')),
        attribute('expect_failures', raw(`[var.${name}]`)),
        block('variables', [], [attribute(name, value)]),
      ];
      return [{ block: block('run', [`refuses_${name}`], body, parameter) }];
    });
}

/** A value of the right type that the parameter does not allow. */
function forbidden(parameter: Parameter): HclValue | undefined {
  const allowed = parameter.allowed;
  if (allowed === undefined) return undefined;
  if ('from' in allowed) return allowed.to + 1;
  return allowed.every((value) => typeof value === 'string') ? 'not-allowed' : undefined;
}

function sample(parameter: Parameter): HclValue {
  const allowed = parameter.allowed;
  if (allowed !== undefined && 'from' in allowed) return allowed.from;
  const first = allowed?.[0];
  if (typeof first === 'string' || typeof first === 'number' || typeof first === 'boolean') return first;
  return parameter.type.kind === 'scalar' && parameter.type.name === 'string' ? 'sample' : 1;
}
