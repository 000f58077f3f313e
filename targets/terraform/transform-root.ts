import type { Parameter, ParameterValue } from '../../language/model/release.ts';
import {
  attribute,
  block,
  data,
  type DocumentedBlock,
  documented,
  type HclBlock,
  type HclFile,
  type HclItem,
  type HclValue,
  map,
  raw,
} from './output.ts';
import type { OwnVariable, Scene } from './scene.ts';
import { VERSIONS } from './versions.ts';

/** What each configuration begins with: versions and state, the provider, and names that everything shares. */
export function transformRoot(scene: Scene, others: readonly HclFile[]): readonly HclFile[] {
  return [versionsFile(scene), mainFile(scene, others), ...variablesFile(scene)];
}

function versionsFile(scene: Scene): HclFile {
  const { cloud } = scene;
  const provider = block(
    'required_providers',
    [],
    [attribute('aws', map(['source', 'hashicorp/aws'], ['version', VERSIONS.awsProvider.value]))],
    cloud.provider,
  );
  const body: HclItem[] = [attribute('required_version', VERSIONS.terraform.value), provider];
  if (cloud.state === undefined) {
    scene.report(
      'TN9104',
      cloud.origin,
      `Cloud ${cloud.name} declares no state, so Terraform keeps it in a local file that nobody else sees.`,
      'Add state on s3("name-of-a-bucket") to share and lock it.',
    );
  } else {
    body.push(stateBackend(scene, cloud.state));
  }
  return {
    path: 'versions.tf',
    purpose: 'Exact versions, and where the state is kept.',
    blocks: [{ block: block('terraform', [], body) }],
    cause: cloud,
  };
}

/** Variables can't be used here; other values can be given with `terraform init -backend-config=…`. */
function stateBackend(scene: Scene, state: NonNullable<Scene['cloud']['state']>): HclBlock {
  const home = scene.cloud.qualifiedName.replaceAll('.', '/');
  const key = `${home}/${scene.environment ?? 'default'}.tfstate`;
  return block(
    'backend',
    ['s3'],
    [
      attribute('bucket', state.bucket.value, state.bucket),
      attribute('key', key, [state, scene.cloud]),
      attribute('region', scene.cloud.region.value, scene.cloud.region),
      attribute('encrypt', true),
      state.lock && attribute('use_lockfile', true),
    ],
    state,
  );
}

function mainFile(scene: Scene, others: readonly HclFile[]): HclFile {
  const { cloud } = scene;
  const provider = block(
    'provider',
    ['aws'],
    [
      attribute('region', raw('local.region'), cloud.region),
      block('default_tags', [], [attribute('tags', raw('local.tags'))]),
    ],
    cloud.provider,
  );
  const tags = map(
    ...[...cloud.tags]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((tag) => [tag.name, scene.given(tag.value), tag.value] as const),
    ['system', cloud.qualifiedName.split('.').slice(0, -1).join('.'), scene.prefixCause],
    scene.environment !== undefined && ['environment', scene.environment, scene.prefixCause],
  );
  const locals = block(
    'locals',
    [],
    [
      attribute('prefix', scene.prefix, scene.prefixCause),
      attribute('region', scene.given(cloud.region), cloud.region),
      attribute('tags', tags, [cloud, ...cloud.tags.map((tag) => tag.value)]),
    ],
    cloud,
  );
  const blocks: DocumentedBlock[] = [documented(provider, cloud.documentation), { block: locals }];
  if (mentions(others, 'data.aws_partition.current')) {
    blocks.push({
      block: data('aws_partition', 'current', [], {
        derived: "Amazon's own policies have other ARNs in China and in GovCloud",
        from: [cloud],
      }),
    });
  }
  return {
    path: 'main.tf',
    purpose: `Cloud ${cloud.name} in ${scene.environment === undefined ? 'no environment' : `environment ${scene.environment}`}.`,
    blocks,
    cause: cloud,
  };
}

/** Whether some block refers to a thing that is only written when it is needed. */
const mentions = (files: readonly HclFile[], text: string): boolean =>
  files.some((file) => JSON.stringify(file.blocks).includes(text));

function variablesFile(scene: Scene): readonly HclFile[] {
  const given = [...scene.parameters.values()].map(({ name, parameter }) => ({
    name,
    block: parameterBlock(name, parameter),
  }));
  const own = scene.ownVariables.map((variable) => ({ name: variable.name, block: ownBlock(variable) }));
  const blocks = [...given, ...own]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((one) => ({ block: one.block }));
  return blocks.length === 0
    ? []
    : [{ path: 'variables.tf', purpose: 'What may be set from outside.', blocks, cause: scene.cloud }];
}

function parameterBlock(name: string, parameter: Parameter): HclBlock {
  const value = parameter.value;
  return block(
    'variable',
    [name],
    [
      attribute('description', description(parameter)),
      attribute('type', raw(typeName(parameter))),
      value !== undefined && attribute('default', plain(value.value), value),
      attribute('nullable', false),
      validations(name, parameter),
    ],
    parameter,
  );
}

function ownBlock(variable: OwnVariable): HclBlock {
  return block(
    'variable',
    [variable.name],
    [
      attribute('description', variable.description),
      attribute('type', raw(variable.type)),
      variable.default !== undefined && attribute('default', variable.default),
      attribute('nullable', false),
    ],
    variable.cause,
  );
}

function description(parameter: Parameter): string {
  const text = parameter.documentation?.split('\n').join(' ').trim();
  const value = parameter.value?.value;
  const unit =
    typeof value === 'object' && 'dimension' in value
      ? ` In ${UNITS[value.dimension] ?? 'its base unit'}.`
      : '';
  return (
    (text === undefined || text === '' ? `Parameter ${parameter.qualifiedName} of the model.` : text) + unit
  );
}
const UNITS: Readonly<Record<string, string>> = { bytes: 'bytes', duration: 'seconds' };

function typeName(parameter: Parameter): string {
  const type = parameter.type;
  if (type.kind === 'scalar' && type.name === 'bool') return 'bool';
  const value = parameter.value?.value;
  if (typeof value === 'boolean') return 'bool';
  const numeric = type.kind === 'decimal' || (type.kind === 'scalar' && /int|float|duration/.test(type.name));
  return numeric || typeof value === 'number' || typeof value === 'object' ? 'number' : 'string';
}

/** Quantities are given in the base unit of their dimension. */
function plain(value: ParameterValue): HclValue {
  if (typeof value !== 'object') return value;
  return 'dimension' in value ? value.value : map(['from', value.from], ['to', value.to]);
}

function validations(name: string, parameter: Parameter): readonly HclBlock[] {
  const rule = (condition: string, message: string): HclBlock =>
    block(
      'validation',
      [],
      [attribute('condition', raw(condition)), attribute('error_message', message)],
      parameter,
    );
  const rules: HclBlock[] = [];
  const allowed = parameter.allowed;
  if (allowed !== undefined && 'from' in allowed) {
    rules.push(
      rule(
        `var.${name} >= ${allowed.from} && var.${name} <= ${allowed.to}`,
        `${name} must be between ${allowed.from} and ${allowed.to}.`,
      ),
    );
  } else if (allowed !== undefined) {
    const values = allowed.map(plain).map((value) => JSON.stringify(value));
    rules.push(
      rule(
        `contains([${values.join(', ')}], var.${name})`,
        `${name} must be one of ${values.join(', ').replaceAll('"', '')}.`,
      ),
    );
  }
  if (parameter.type.kind === 'scalar' && /^u?int/.test(parameter.type.name)) {
    rules.push(rule(`floor(var.${name}) == var.${name}`, `${name} must be a whole number.`));
  }
  return rules;
}
