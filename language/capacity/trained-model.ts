import type { Model, Training } from '../model/learning.ts';
import type { ModelView } from '../rules/model-view.ts';

/** Longest chain of trainings that each continue the one before. */
const MOST_STEPS = 20;

/** The model whose weights a training changes: the one that it continues, or the one of the same name. */
export function trainedModel(view: ModelView, training: Training): Model | undefined {
  let current: Training | undefined = training;
  for (let step = 0; current && step < MOST_STEPS; step += 1) {
    const { of }: Training = current;
    if (!of) return view.element('model', current);
    const model = of.kind === 'model' ? view.element('model', of) : undefined;
    if (model) return model;
    current = of.kind === 'training' ? view.element('training', of) : undefined;
  }
  return undefined;
}
