/** Something in a compiled pipeline that the SDK lets pass and the server or a run would not. */
export interface IrProblem {
  readonly message: string;
  /** Name of the task that it is about. */
  readonly task?: string;
}

interface Task {
  readonly componentRef?: { readonly name?: string };
  readonly dependentTasks?: readonly string[];
  readonly inputs?: {
    readonly parameters?: Readonly<
      Record<string, Readonly<Record<string, { readonly producerTask?: string }>>>
    >;
    readonly artifacts?: Readonly<
      Record<string, Readonly<Record<string, { readonly producerTask?: string }>>>
    >;
  };
  readonly retryPolicy?: {
    readonly maxRetryCount?: number;
    readonly backoffDuration?: string;
    readonly backoffMaxDuration?: string;
  };
  readonly triggerPolicy?: { readonly condition?: string };
}
interface Component {
  readonly dag?: { readonly tasks?: Readonly<Record<string, Task>> };
  readonly executorLabel?: string;
}
export interface CompiledPipeline extends Readonly<Record<string, unknown>> {
  readonly schemaVersion?: string;
  readonly pipelineInfo?: { readonly name?: string };
  readonly components?: Readonly<Record<string, Component>>;
  readonly root?: Component;
  readonly deploymentSpec?: { readonly executors?: Readonly<Record<string, unknown>> };
}

const KEYS = new Set([
  'components',
  'defaultPipelineRoot',
  'deploymentSpec',
  'pipelineInfo',
  'root',
  'schemaVersion',
  'sdkVersion',
]);
const SECONDS = /^[0-9]+(\.[0-9]+)?s$/;

/** Checks the first document of a compiled pipeline: what SDK and local runner accept although it is wrong. */
export function checkIr(pipeline: CompiledPipeline): readonly IrProblem[] {
  const problems: IrProblem[] = [];
  for (const key of Object.keys(pipeline))
    if (!KEYS.has(key)) problems.push({ message: `unknown key "${key}" in the pipeline` });
  if (pipeline.schemaVersion !== '2.1.0')
    problems.push({ message: `schemaVersion is "${pipeline.schemaVersion ?? ''}" instead of "2.1.0"` });
  const name = pipeline.pipelineInfo?.name ?? '';
  if (!/^[a-z0-9][a-z0-9-]{0,127}$/.test(name))
    problems.push({
      message: `the pipeline's name "${name}" is not made of lower-case letters, digits and hyphens`,
    });
  const executors = pipeline.deploymentSpec?.executors ?? {};
  for (const [component, { executorLabel }] of Object.entries(pipeline.components ?? {})) {
    if (executorLabel !== undefined && !(executorLabel in executors))
      problems.push({ message: `${component} has no executor "${executorLabel}"` });
  }
  for (const component of [pipeline.root, ...Object.values(pipeline.components ?? {})]) {
    if (component?.dag) problems.push(...checkTasks(component.dag.tasks ?? {}, pipeline));
  }
  return problems;
}

function checkTasks(tasks: Readonly<Record<string, Task>>, pipeline: CompiledPipeline): IrProblem[] {
  const problems: IrProblem[] = [];
  const waits = new Map<string, readonly string[]>();
  for (const [task, spec] of Object.entries(tasks)) {
    const say = (message: string): unknown => problems.push({ task, message });
    const component = spec.componentRef?.name ?? '';
    if (!(component in (pipeline.components ?? {})))
      say(`${task} refers to a component "${component}" that is not there`);
    const parameters = spec.inputs?.parameters ?? {};
    const producers = [...Object.values(parameters), ...Object.values(spec.inputs?.artifacts ?? {})].flatMap(
      (input) => Object.values(input).flatMap((source) => source?.producerTask ?? []),
    );
    const before = [...new Set([...(spec.dependentTasks ?? []), ...producers])];
    for (const other of before)
      if (!(other in tasks)) say(`${task} waits for "${other}", which is not in its block`);
    waits.set(task, before);
    const { maxRetryCount = 0, backoffDuration = '0s', backoffMaxDuration = '0s' } = spec.retryPolicy ?? {};
    if (!Number.isInteger(maxRetryCount) || maxRetryCount < 0)
      say(`${task} is retried ${maxRetryCount} times`);
    for (const wait of [backoffDuration, backoffMaxDuration])
      if (!SECONDS.test(wait)) say(`${task} waits "${wait}" between retries`);
    const condition = spec.triggerPolicy?.condition;
    if (condition !== undefined) {
      const asked = [...condition.matchAll(/inputs\.parameter_values\['([^']+)'\]/g)].map(
        (match) => match[1]!,
      );
      if (asked.length === 0) say(`the condition of ${task} asks for no parameter: ${condition}`);
      for (const parameter of asked)
        if (!(parameter in parameters))
          say(`the condition of ${task} asks for "${parameter}", which it does not get`);
    }
  }
  const circle = findCircle(waits);
  if (circle)
    problems.push({ task: circle[0]!, message: `tasks wait for each other: ${circle.join(' → ')}` });
  return problems;
}

function findCircle(waits: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const follow = (task: string, path: readonly string[]): readonly string[] | undefined => {
    const start = path.indexOf(task);
    if (start >= 0) return [...path.slice(start), task];
    if (done.has(task)) return undefined;
    for (const next of waits.get(task) ?? []) {
      const circle = follow(next, [...path, task]);
      if (circle) return circle;
    }
    done.add(task);
    return undefined;
  };
  for (const task of waits.keys()) {
    const circle = follow(task, []);
    if (circle) return circle;
  }
  return undefined;
}
