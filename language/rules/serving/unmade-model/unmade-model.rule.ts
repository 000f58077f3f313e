import type { Service, Serving } from '../../../model/service.ts';
import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { addStatement, placeOf } from '../../edits.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isMade } from '../made-models.ts';
import { servingsOf } from '../servings.ts';

/** A model is weights; without a file and without a training there are none. */
export const rule: Rule = {
  code: 'TN1746',
  name: 'unmade-model',
  summary: 'A served model has no file, and nothing trains or registers it.',
  severity: 'warning',
  reach: 'project',
  checks: [
    onElement('model', (net, model, report) => {
      const block = model.ownBlock(modelWord, net);
      if (!block || block.entries('artifact').length > 0) return;
      const served = model.overview(servingsByModel).get(net.qualifiedName) ?? [];
      const [first] = served;
      if (!first || isMade(net, model)) return;
      // A version that is named is one of a registry, wherever it was made.
      if (served.some(({ serving }) => serving.version !== undefined)) return;
      if (
        isSketch(
          served.map(({ service }) => service),
          model,
        )
      )
        return;
      const artifact = `artifact: onnx("models/${net.name}.onnx")`;
      report({
        message: `${first.service.name} serves ${net.name}, which has no file, and nothing trains or registers it.`,
        origin: net.origin,
        help: `Name its file: ${artifact}.`,
        related: [{ origin: first.serving.origin, message: 'It is served here.' }],
        data: {
          replacements: [
            { title: `Add ${artifact}`, edits: [addStatement(placeOf(block.layers), artifact)] },
          ],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};

interface Served {
  readonly service: Service;
  readonly serving: Serving;
}

/** Who serves which model, by its qualified name. */
function servingsByModel(model: ModelView): ReadonlyMap<string, readonly Served[]> {
  const result = new Map<string, Served[]>();
  for (const service of model.all('service')) {
    for (const serving of servingsOf(service)) {
      const { qualifiedName } = serving.model;
      result.set(qualifiedName, [...(result.get(qualifiedName) ?? []), { service, serving }]);
    }
  }
  return result;
}

/** Where no model has a file and nothing is deployed, files come later. */
function isSketch(services: readonly Service[], model: ModelView): boolean {
  if (model.all('model').some(({ artifact }) => artifact !== undefined)) return false;
  const deployed = new Set(
    model.all('deployment').flatMap(({ uses }) => uses.map(({ qualifiedName }) => qualifiedName)),
  );
  return !services.some(({ qualifiedName }) => deployed.has(qualifiedName));
}
