import type { Model } from '../../model/learning.ts';
import { isVerb } from '../pipelines/step-results.ts';
import type { ModelView } from '../model-view.ts';

/** Whether something in the project makes the file of a model: a training of it, or a step that registers it. */
export const isMade = (net: Model, model: ModelView): boolean =>
  model
    .all('training')
    .some(({ name, of }) => (of ? of.qualifiedName === net.qualifiedName : name === net.name)) ||
  model
    .all('pipeline')
    .some(({ steps }) =>
      steps.some((step) => isVerb(step, 'register') && step.as.qualifiedName === net.qualifiedName),
    );
