import type { Service } from '../../../language/model/service.ts';
import type { Note, Reason } from '../deploy-plan.ts';
import { describeRecoveries } from '../describe-recovery.ts';
import type { Launch, LaunchedStep, Launcher, LaunchScene } from '../launcher.ts';

export const launcher: Launcher = { target: 'triton', launch };

const REPOSITORY = 'model_repository';
/** Triton answers the requests that it has before it ends. */
const PATIENCE_SECONDS = 40;

/**
 * A server is no step that ends, and where it should run for good is not this machine: so serving is a step
 * that is only started when it is asked for by its number, and the rest is said in a note.
 */
function launch(scene: LaunchScene): Launch {
  const services = scene.elements.filter((element) => element.kind === 'service');
  const models = new Set(
    scene.files.flatMap((file) => /^model_repository\/([^/]+)\/config\.pbtxt$/.exec(file)?.[1] ?? []),
  );
  if (models.size === 0) return { steps: [], notes: [] };
  const serve: LaunchedStep = {
    id: 'triton.serve',
    target: 'triton',
    title: `Serve ${[...models].join(', ')} on this machine`,
    why: [
      { text: `${scene.deployment.name} emits triton`, origin: scene.emit },
      ...services.map((service): Reason => ({ text: `service ${service.name}`, origin: service.origin })),
    ],
    command: {
      program: 'tritonserver',
      args: [`--model-repository=${REPOSITORY}`, ...serverOptions(scene)],
      cwd: scene.folder,
      sets: {},
      reads: ['CUDA_VISIBLE_DEVICES', 'LD_LIBRARY_PATH'],
    },
    changes: ['Answers on port 8000 (HTTP), 8001 (gRPC) and 8002 (metrics) until it is stopped with Ctrl+C.'],
    needs: [
      {
        kind: 'program',
        program: 'tritonserver',
        text: 'Triton Inference Server with its ONNX Runtime backend',
      },
      ...(needsGpu(services)
        ? [{ kind: 'given', text: 'a GPU, because the model asks for instances on gpu' } as const]
        : []),
    ],
    dependsOn: [],
    requires: [],
    usesUp: [],
    successes: {},
    inputs: [scene.folder],
    notInputs: [],
    makes: [],
    runs: 'as a server',
    patience: PATIENCE_SECONDS,
    compensations: services.flatMap(({ recoveries }) =>
      describeRecoveries(recoveries, 'nobody on this machine'),
    ),
  };
  return { steps: [serve], notes: services.flatMap((service) => clusterNote(scene, service)) };
}

/** One option in a line; lines with `#` are comments. */
function serverOptions(scene: LaunchScene): readonly string[] {
  const lines = scene.read('server-options.txt')?.split('\n') ?? [];
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('--'));
}

const needsGpu = (services: readonly Service[]): boolean =>
  services.some(({ serves, steps }) =>
    [...serves, ...steps.map(({ serving }) => serving)].some(
      ({ instances }) => instances?.on.value === 'gpu',
    ),
  );

function clusterNote(scene: LaunchScene, service: Service): readonly Note[] {
  if (!service.runsOn) return [];
  const cluster = service.runsOn.qualifiedName.split('.').at(-1)!;
  const message = `Service ${service.name} runs on ${cluster}: bringing ${scene.folder}/${REPOSITORY} there is not a step yet; copy it to where that cluster's servers read their models.`;
  return [{ message, origin: service.runsOn.origin }];
}
