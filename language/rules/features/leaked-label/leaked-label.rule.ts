import type { Feature } from '../../../model/data.ts';
import type { ExpressionNode } from '../../../model/expression.ts';
import type { ModelView } from '../../model-view.ts';
import { isVerb, rowsBehind } from '../../pipelines/step-results.ts';
import { isAggregate, nodesOf } from '../../expression-nodes.ts';
import { onElement, type Rule } from '../../rule.ts';

/** What is to be predicted is no feature. */
export const rule: Rule = {
  code: 'TN1409',
  name: 'leaked-label',
  summary: 'A model is trained with a feature that holds its label.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        const training = isVerb(step, 'train') ? model.element('training', step.training) : undefined;
        const labels = training?.label ? columnsIn(training.label.root) : [];
        if (!training || labels.length === 0) continue;
        for (const name of rowsBehind(model, pipeline, step.inputs[0])?.features ?? []) {
          const feature = model.find({ kind: 'feature', qualifiedName: name });
          const label =
            feature?.kind === 'feature' &&
            labels.find((each) => holds(feature, each, model, new Set<string>()));
          if (!label || feature.kind !== 'feature') continue;
          report({
            message: `${step.name} learns ${label.name} from ${feature.name}, which is computed from the same ${label.name}.`,
            origin: feature.formula.origin,
            help: `Nobody knows ${label.name} when the model is asked. Leave the feature out, or compute it over a window of earlier rows.`,
            related: [
              {
                origin: step.inputs[0]?.origin ?? step.origin,
                message: `${step.name} is trained with it here.`,
              },
              { origin: training.label!.origin, message: 'The label.' },
            ],
          });
        }
      }
    }),
  ],
};

type ColumnNode = Extract<ExpressionNode, { node: 'column' }>;

const columnsIn = (root: ExpressionNode): readonly ColumnNode[] =>
  [...nodesOf(root)].filter((node): node is ColumnNode => node.node === 'column');

/** Whether a feature takes a column of the row itself; what is counted over earlier rows may be known. */
function holds(feature: Feature, label: ColumnNode, model: ModelView, seen: Set<string>): boolean {
  if (seen.has(feature.qualifiedName)) return false;
  seen.add(feature.qualifiedName);
  for (const node of nodesOf(feature.formula.root, (each) => !isAggregate(each))) {
    if (node.node === 'column' && node.name === label.name && isSameData(node, label, model)) return true;
    const below = node.node === 'feature' ? model.find(node.feature) : undefined;
    if (below?.kind === 'feature' && holds(below, label, model, seen)) return true;
  }
  return false;
}

/** Two sources that read the same place hold the same rows. */
function isSameData(a: ColumnNode, b: ColumnNode, model: ModelView): boolean {
  if (!a.source || !b.source) return false;
  if (a.source.qualifiedName === b.source.qualifiedName) return true;
  const [left, right] = [a.source, b.source].map(
    (source) => model.element('source', source)?.location?.value,
  );
  return left !== undefined && left === right;
}
