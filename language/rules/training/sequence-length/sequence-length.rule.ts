import { trainedModel } from '../../../capacity/index.ts';
import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { batchOfTraining, training } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** A model has no position for tokens beyond its context. */
export const rule: Rule = {
  code: 'TN1682',
  name: 'sequence-length',
  summary: 'Examples are longer than the context of the model that is trained.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const action = block.actions(batchOfTraining.verb).at(-1);
      const element = model.own('training', block.symbol);
      const trained = element && trainedModel(model, element);
      const context = trained && model.block(modelWord, trained)?.get('context');
      if (!action || !context) return;
      const batch = block.actionBlock(batchOfTraining, action);
      const sequence = batch.get('sequence');
      if (!sequence || sequence.value <= context.value) return;
      const place = written(batch, 'sequence');
      report({
        message: `Examples of ${sequence.value} tokens don't fit the context of ${trained.name}, which is ${context.value}.`,
        origin: sequence.origin,
        help: `Cut them at ${context.value}, or declare the context that the model is extended to.`,
        related: [{ origin: context.origin, message: `The context of ${trained.name}.` }],
        ...fixable(place && change(`Change to ${context.value}`, place, String(context.value))),
      });
    }),
  ],
  fixes: [replaceFix],
};
