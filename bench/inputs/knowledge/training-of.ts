import type { Model, Pipeline, Source, System, Training } from '../../../language/index.ts';

/** What a project says about how a model came to be and how good it is. */
export interface TrainingFacts {
  readonly training: Training;
  /** The source of the examples. */
  readonly source: Source | undefined;
  /** Metrics that the training computes or a pipeline requires, such as `auc`. */
  readonly metrics: readonly string[];
}

/** The training of a model: the one that a pipeline registers as it, else the one of the same name. */
export function trainingOf(system: System, model: string): TrainingFacts | undefined {
  const pipelines = system.elements.filter((element): element is Pipeline => element.kind === 'pipeline');
  const registered = pipelines.flatMap((pipeline) => registeredTraining(pipeline, model)).at(0);
  const training = system.elements.find(
    (element): element is Training =>
      element.kind === 'training' && element.qualifiedName === (registered ?? model),
  );
  if (training === undefined) return undefined;
  const [on] = training.on;
  const source = system.elements.find(
    (element): element is Source => element.kind === 'source' && element.qualifiedName === on?.qualifiedName,
  );
  const required = pipelines.flatMap((pipeline) => requiredMetrics(pipeline, training));
  return { training, source, metrics: [...new Set([...training.metrics, ...required])] };
}

/** Whether another model makes this input in an ensemble: then no column holds its values. */
export function isMadeByModel(system: System, model: string): boolean {
  return system.elements.some(
    (element) =>
      element.kind === 'service' &&
      element.steps.some(
        ({ serving, takes }) =>
          serving.model.qualifiedName === model &&
          takes.some(({ name }) => element.steps.some((step) => step.name === name)),
      ),
  );
}

export const modelIn = (system: System, name: string): Model | undefined =>
  system.elements.find(
    (element): element is Model => element.kind === 'model' && element.qualifiedName === name,
  );

function registeredTraining({ steps }: Pipeline, model: string): string[] {
  return steps.flatMap((step) => {
    if (step.verb !== 'register' || !('as' in step) || step.as.qualifiedName !== model) return [];
    const made = step.inputs.map((input) => input.step.qualifiedName);
    return steps.flatMap((each) =>
      each.verb === 'train' && 'training' in each && made.includes(each.qualifiedName)
        ? [each.training.qualifiedName]
        : [],
    );
  });
}

/** `evaluate net { require auc >= 0.65 }`, where net is trained by this training. */
function requiredMetrics({ steps }: Pipeline, training: Training): string[] {
  return steps.flatMap((step) => {
    if (step.verb !== 'evaluate' || !('requirements' in step)) return [];
    const isOurs = step.inputs.some((input) =>
      steps.some(
        (each) =>
          each.qualifiedName === input.step.qualifiedName &&
          'training' in each &&
          each.training.qualifiedName === training.qualifiedName,
      ),
    );
    if (!isOurs) return [];
    return step.requirements.flatMap(({ root }) =>
      root.node === 'binary' && root.left.node === 'measure' ? [root.left.name] : [],
    );
  });
}
