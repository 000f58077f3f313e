import type { Service } from '../../language/model/service.ts';

interface Port {
  readonly name: string;
  readonly number: number;
}
export interface Runtime {
  readonly ports: readonly Port[];
  readonly command?: readonly string[];
  readonly health?: string;
}
/** How a serving platform is started and asked for its health; others listen on 8080 and start by themselves. */
const RUNTIMES: Readonly<Record<string, Runtime>> = {
  triton: {
    ports: [
      { name: 'http', number: 8000 },
      { name: 'grpc', number: 8001 },
      { name: 'metrics', number: 8002 },
    ],
    command: ['tritonserver', '--model-repository=/models'],
    health: 'curl -fs http://localhost:8000/v2/health/ready',
  },
};
const OTHER_RUNTIME: Runtime = { ports: [{ name: 'http', number: 8080 }] };

/** Everything that the service runs: the models that answer, or the steps that hand tensors to each other. */
export const servingsOf = (service: Service) => [
  ...service.serves,
  ...service.steps.map((step) => step.serving),
];

export const runtimeOf = (service: Service): Runtime => {
  const platform =
    servingsOf(service).find((serving) => serving.platform !== undefined)?.platform ?? service.platform;
  const name = typeof platform === 'string' ? platform : platform?.qualifiedName.split('.').at(-1);
  return RUNTIMES[name ?? ''] ?? OTHER_RUNTIME;
};

/** Where the model says that it runs on a GPU. */
export const wantsGpu = (service: Service) =>
  servingsOf(service).find((serving) => serving.instances?.on.value === 'gpu')?.instances?.on;
