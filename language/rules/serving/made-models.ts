import type { Model } from '../../model/learning.ts';
import { isVerb } from '../pipelines/step-results.ts';
import type { ModelView } from '../model-view.ts';

interface MadeModels {
  /** Qualified names of models that a training or a step names. */
  readonly named: ReadonlySet<string>;
  /** Names of trainings that name no model: they train the one that is called as they are. */
  readonly trainings: ReadonlySet<string>;
}

/** Whether something in the project makes the file of a model: a training of it, or a step that registers it. */
export function isMade({ qualifiedName, name }: Model, model: ModelView): boolean {
  const made = model.overview(madeModels);
  return made.named.has(qualifiedName) || made.trainings.has(name);
}

function madeModels(model: ModelView): MadeModels {
  const named = new Set<string>();
  const trainings = new Set<string>();
  for (const { name, of } of model.all('training')) {
    if (of) named.add(of.qualifiedName);
    else trainings.add(name);
  }
  for (const { steps } of model.all('pipeline')) {
    for (const step of steps) if (isVerb(step, 'register')) named.add(step.as.qualifiedName);
  }
  return { named, trainings };
}
