import type { Cloud } from '../../../language/model/infrastructure.ts';
import type { Need, Reason, StepCommand } from '../deploy-plan.ts';
import type { Launch, LaunchedStep, Launcher, LaunchScene } from '../launcher.ts';
import { argumentFor, joined, workFolder } from '../places.ts';

export const launcher: Launcher = { target: 'terraform', launch };

/** Oldest Terraform that locks a state in S3 without a second service. */
export const OLDEST_TERRAFORM = '1.11';

/** Terraform saves its state and frees its lock before it ends; killed, it leaves both to be mended by hand. */
const PATIENCE_SECONDS = 120;

/** What Terraform itself writes beside the configuration. */
const WRITTEN_BY_TERRAFORM = [
  '.terraform',
  '.terraform.lock.hcl',
  'terraform.tfstate*',
  '.terraform.tfstate.lock.info',
  'crash.*',
];

/** Decides which account is changed and how; also part of what a step's result depends on. */
const ENVIRONMENT = [
  'AWS_*',
  'TF_VAR_*',
  'TF_CLI_ARGS*',
  'TF_CLI_CONFIG_FILE',
  'TF_PLUGIN_CACHE_DIR',
  'TF_WORKSPACE',
];

/** Each cloud has a configuration and a state of its own: init, a saved plan, and the apply of exactly that plan. */
function launch(scene: LaunchScene): Launch {
  const clouds = scene.elements.filter((element) => element.kind === 'cloud');
  const atRoot = scene.files.some((file) => /^[^/]+\.tf$/.test(file));
  const steps = clouds.flatMap((cloud) => {
    const folder = atRoot ? scene.folder : joined(scene.folder, cloud.name);
    const prefix = atRoot ? '' : `${cloud.name}/`;
    return scene.files.some((file) => file.startsWith(prefix) && file.endsWith('.tf'))
      ? cloudSteps(scene, cloud, folder)
      : [];
  });
  return { steps, notes: [] };
}

function cloudSteps(scene: LaunchScene, cloud: Cloud, folder: string): readonly LaunchedStep[] {
  const { places, deployment } = scene;
  const work = workFolder(deployment.qualifiedName, `terraform-${cloud.name}`);
  const planFile = argumentFor(places, folder, `${work}/tenon.tfplan`);
  const base = {
    target: 'terraform',
    requires: [],
    usesUp: [],
    inputs: [folder],
    notInputs: WRITTEN_BY_TERRAFORM,
    makes: [work],
    runs: 'to its end',
    patience: PATIENCE_SECONDS,
    compensations: [],
    successes: {},
  } as const;
  const command = (...args: string[]): StepCommand => ({
    program: 'terraform',
    args,
    cwd: folder,
    sets: {
      TF_DATA_DIR: argumentFor(places, folder, `${work}/data`),
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
    },
    reads: ENVIRONMENT,
  });
  const id = (step: string): string => `terraform.${cloud.name}.${step}`;
  const emitted: Reason = { text: `${deployment.name} emits terraform`, origin: scene.emit };
  const place: Reason = {
    text: `cloud ${cloud.name} on ${cloud.provider.value} in ${cloud.region.value}`,
    origin: cloud.origin,
  };

  const init: LaunchedStep = {
    ...base,
    id: id('init'),
    title: `Prepare Terraform for cloud ${cloud.name}`,
    why: [emitted, place, ...stateReason(cloud)],
    command: command('init', '-input=false', '-no-color'),
    changes: [
      `Fetches the provider and connects with the state; Terraform keeps both in ${work}.`,
      `Terraform writes .terraform.lock.hcl${cloud.state ? '' : ' and, later, its state terraform.tfstate'} beside the configuration.`,
    ],
    needs: [terraform, ...stateNeeds(cloud)],
    dependsOn: [],
  };
  const plan: LaunchedStep = {
    ...base,
    id: id('plan'),
    title: `Plan the changes of cloud ${cloud.name}`,
    why: [place],
    command: command('plan', '-input=false', '-no-color', '-detailed-exitcode', `-out=${planFile}`),
    changes: [`Reads what exists at ${cloud.provider.value} and saves a plan; nothing is changed there.`],
    needs: [terraform, credentials],
    dependsOn: [init.id],
    successes: { 0: 'nothing to change', 2: 'there are changes' },
  };
  const apply: LaunchedStep = {
    ...base,
    id: id('apply'),
    title: `Apply the saved plan of cloud ${cloud.name}`,
    why: resourceReasons(cloud),
    command: command('apply', '-input=false', '-no-color', planFile),
    changes: [
      `Creates, changes or removes what the saved plan says at ${cloud.provider.value} in ${cloud.region.value}: it may cost money.`,
    ],
    needs: [terraform, credentials],
    dependsOn: [plan.id],
    usesUp: [plan.id],
    question: `Apply the saved plan to cloud ${cloud.name}?`,
    provides: cloud.qualifiedName,
  };
  return [init, plan, apply];
}

const terraform: Need = {
  kind: 'program',
  program: 'terraform',
  text: `Terraform ${OLDEST_TERRAFORM} or newer`,
};
const credentials: Need = { kind: 'given', text: 'credentials for AWS in the environment or in a profile' };

function stateReason(cloud: Cloud): readonly Reason[] {
  return cloud.state
    ? [{ text: `its state is in the S3 bucket ${cloud.state.bucket.value}`, origin: cloud.state.origin }]
    : [];
}

function stateNeeds(cloud: Cloud): readonly Need[] {
  if (!cloud.state) return [];
  return [
    credentials,
    {
      kind: 'given',
      text: `the S3 bucket ${cloud.state.bucket.value}: Terraform can't make the bucket of its own state`,
    },
  ];
}

function resourceReasons(cloud: Cloud): readonly Reason[] {
  const resources = cloud.resources.filter(({ kind }) => kind !== 'output');
  return resources.map((resource) => ({
    text: `${resource.kind} ${resource.name}${resource.kind === 'bucket' ? ` (${resource.physicalName})` : ''}`,
    origin: resource.origin,
  }));
}
