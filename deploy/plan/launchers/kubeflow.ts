import type { Pipeline } from '../../../language/model/pipeline.ts';
import type { Need, Note, Reason } from '../deploy-plan.ts';
import { describeRecoveries } from '../describe-recovery.ts';
import type { Launch, LaunchedStep, Launcher, LaunchScene } from '../launcher.ts';
import { argumentFor, joined, workFolder } from '../places.ts';

export const launcher: Launcher = { target: 'kubeflow', launch };

/** Steps of a pipeline may be in the middle of writing a file. */
const PATIENCE_SECONDS = 15;

/** Each pipeline is compiled by the SDK and then executed by its local runner, which needs no cluster. */
function launch(scene: LaunchScene): Launch {
  const folders = scene.files.flatMap((file) => /^([^/]+)\/run_local\.py$/.exec(file)?.[1] ?? []);
  const steps: LaunchedStep[] = [];
  const notes: Note[] = [];
  for (const pipeline of scene.elements.filter((element) => element.kind === 'pipeline')) {
    const folder =
      folders.find((name) => name === pipeline.name) ?? folders.find((name) => isNameOf(pipeline, name));
    if (folder === undefined) continue;
    steps.push(...pipelineSteps(scene, pipeline, folder));
    if (pipeline.schedule) {
      const { cron, zone } = pipeline.schedule;
      const message = `${pipeline.name} runs once, here; its schedule (${cron.value}, ${zone.value}) is in ${scene.folder}/${folder}/recurring-run.yaml for a Kubeflow installation.`;
      notes.push({ message, origin: cron.origin });
    }
  }
  return { steps, notes };
}

/** Pipelines of one name in several packages are told apart by their packages. */
const isNameOf = (pipeline: Pipeline, folder: string): boolean =>
  lettersOf(folder) === lettersOf(pipeline.qualifiedName);
const lettersOf = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

function pipelineSteps(scene: LaunchScene, pipeline: Pipeline, name: string): readonly LaunchedStep[] {
  const { places, deployment } = scene;
  const folder = joined(scene.folder, name);
  const work = workFolder(deployment.qualifiedName, `kubeflow-${name}`);
  const script = (file: string): string => argumentFor(places, work, joined(folder, file));
  const python: Need = {
    kind: 'program',
    program: 'python',
    text: `Python with the packages of ${joined(scene.folder, 'requirements.txt')}`,
    requirements: joined(scene.folder, 'requirements.txt'),
  };
  const data = cloudData(scene, pipeline);
  const base = {
    target: 'kubeflow',
    requires: [],
    usesUp: [],
    successes: {},
    inputs: [folder],
    notInputs: ['__pycache__'],
    makes: [work],
    runs: 'to its end',
    patience: PATIENCE_SECONDS,
    compensations: [],
    needs: [python],
  } as const;
  // The local runner asks pip for the packages of every step: they have to be there already, so that a
  // deployment never changes the Python that it was given.
  const sets = {
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    PIP_NO_INDEX: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
  };
  const shared = { program: 'python', cwd: work, sets } as const;
  const why: readonly Reason[] = [
    { text: `${deployment.name} emits kubeflow`, origin: scene.emit },
    { text: `pipeline ${pipeline.name} with ${pipeline.steps.length} steps`, origin: pipeline.origin },
  ];
  const id = (step: string): string => `kubeflow.${name}.${step}`;
  const compile: LaunchedStep = {
    ...base,
    id: id('compile'),
    title: `Compile pipeline ${pipeline.name}`,
    why,
    command: { ...shared, args: [script('pipeline.py'), 'pipeline.yaml'], reads: [] },
    changes: [`Writes ${work}/pipeline.yaml, which a Kubeflow installation takes.`],
    dependsOn: [],
  };
  const run: LaunchedStep = {
    ...base,
    id: id('run'),
    title: `Run pipeline ${pipeline.name} on this machine`,
    why: [
      why[1]!,
      ...pipeline.steps.map((step) => ({ text: `step ${step.name} (${step.verb})`, origin: step.origin })),
      ...data.map(({ reason }) => reason),
    ],
    requires: data.map(({ cloud }) => cloud),
    inputs: [folder, ...localData(scene, pipeline)],
    command: {
      ...shared,
      args: [script('run_local.py'), '--data-root', argumentFor(places, work, '.'), '--output', 'outputs'],
      reads: ['MLFLOW_*', 'AWS_*'],
    },
    changes: [
      `Runs every step for real with the SDK's local runner; results lie in ${work}/outputs.`,
      ...registryChange(pipeline, work),
      ...sinkChanges(scene, pipeline),
    ],
    dependsOn: [compile.id],
    compensations: describeRecoveries(pipeline.recoveries, 'the pipeline itself'),
  };
  return [compile, run];
}

function registryChange(pipeline: Pipeline, work: string): readonly string[] {
  const registers = pipeline.steps.some(({ verb }) => verb === 'register');
  return registers
    ? [`Registers a model in MLflow: at MLFLOW_TRACKING_URI if that is set, else in ${work}/mlflow.db.`]
    : [];
}

function sinkChanges(scene: LaunchScene, pipeline: Pipeline): readonly string[] {
  const sinks = scene.reach(pipeline).filter((element) => element.kind === 'sink');
  return sinks.flatMap(({ name, location }) =>
    location ? [`May write to sink ${name} at ${location.value}.`] : [],
  );
}

/** Files and folders of the project that the pipeline reads; of a pattern, the folder in which it begins. */
function localData(scene: LaunchScene, pipeline: Pipeline): readonly string[] {
  const locations = scene
    .reach(pipeline)
    .flatMap((element) => (element.kind === 'source' ? (element.location?.value ?? []) : []));
  const local = locations.filter(
    (location) => !location.includes('://') && !scene.places.path.isAbsolute(location),
  );
  return local.map((location) => location.replace(/(^|\/)[^/]*[*?[{].*$/, '').replace(/\/+$/, '') || '.');
}

/**
 * What the pipeline reads or writes in buckets that the deployment makes. Everything else that it uses of a
 * cloud (pools, registries) is not used by a run on this machine.
 */
function cloudData(
  scene: LaunchScene,
  pipeline: Pipeline,
): readonly { readonly cloud: string; readonly reason: Reason }[] {
  const clouds = scene.elements.filter((element) => element.kind === 'cloud');
  const data = scene
    .reach(pipeline)
    .filter((element) => element.kind === 'source' || element.kind === 'sink');
  return data.flatMap(({ kind, name, location }) =>
    clouds.flatMap((cloud) =>
      cloud.resources.flatMap((resource) => {
        if (resource.kind !== 'bucket' || !location?.value.startsWith(`s3://${resource.physicalName}/`))
          return [];
        const text = `${kind} ${name} lies in bucket ${resource.name} of cloud ${cloud.name}`;
        return [{ cloud: cloud.qualifiedName, reason: { text, origin: location.origin } }];
      }),
    ),
  );
}
