import { isFloatName, type DataType } from '../../../types/data-type.ts';
import type { Training } from '../../../model/learning.ts';
import { METRICS } from '../../../vocabulary/functions.ts';
import { metrics as metricsWord, training as trainingWord } from '../../../vocabulary/areas/training.ts';
import { suggest, didYouMean } from '../../../scoping/suggestion.ts';
import { replaceNode } from '../../edits.ts';
import { nodesOf } from '../../expression-nodes.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb, stepOf } from '../step-results.ts';

/** Figures that say how good a class is guessed, and how near a number is. */
const FIGURES_OF = {
  class: new Set(['auc', 'auroc', 'accuracy', 'precision', 'recall', 'f1', 'top1', 'top5', 'log_loss']),
  number: new Set(['rmse', 'mae', 'mape', 'smape']),
} as const satisfies Record<string, ReadonlySet<string>>;

/** What a label is; whole numbers may be either. */
const labelKind = (type: DataType): keyof typeof FIGURES_OF | undefined => {
  if (type.kind === 'enum' || (type.kind === 'scalar' && type.name === 'bool')) return 'class';
  if (type.kind === 'decimal' || (type.kind === 'scalar' && isFloatName(type.name))) return 'number';
  return undefined;
};

/** Two names of one figure. */
const SAME: Readonly<Record<string, string>> = { auroc: 'auc', auc: 'auroc' };
/** What each evaluation knows without being told. */
const ALWAYS: ReadonlySet<string> = new Set(['rows', 'loss']);

/** A gate asks for figures that somebody computes. */
export const rule: Rule = {
  code: 'TN1612',
  name: 'gate-metric',
  summary: 'A gate asks for a figure that is not computed, or not for this kind of label.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'evaluate')) continue;
        const trained = stepOf(pipeline, step.inputs[0]);
        const training = isVerb(trained, 'train') ? model.element('training', trained.training) : undefined;
        if (!training) continue;
        const label = training.label && labelKind(training.label.type);
        for (const requirement of step.requirements) {
          for (const name of figuresIn(requirement.root)) {
            const wrong =
              label && (FIGURES_OF[label === 'class' ? 'number' : 'class'] as ReadonlySet<string>).has(name);
            if (wrong) {
              report({
                message: `${step.name} requires ${name}, a figure of ${label === 'class' ? 'numbers' : 'classes'}, and ${training.name} predicts ${label === 'class' ? 'a class' : 'a number'}.`,
                origin: requirement.origin,
                help: `Require one of ${[...FIGURES_OF[label]].slice(0, 4).join(', ')}.`,
                data: { replacements: [] },
                related: [{ origin: training.label.origin, message: 'The label.' }],
              });
              continue;
            }
            if (training.metrics.length === 0) continue;
            if (training.metrics.includes(name) || training.metrics.includes(SAME[name] ?? name)) continue;
            const near = suggest(name, training.metrics);
            report({
              message: `${step.name} requires ${name}, and ${training.name} reports ${training.metrics.join(', ')} only.`,
              origin: requirement.origin,
              help:
                didYouMean(near) ?? `Let the program report ${name}, or require a figure that it reports.`,
              data: { replacements: addMetric(training, name, model) },
              related: [{ origin: training.origin, message: `${training.name} names its metrics.` }],
            });
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

const figuresIn = (root: Parameters<typeof nodesOf>[0]): readonly string[] => [
  ...new Set(
    [...nodesOf(root)].flatMap((node) =>
      node.node === 'measure' && METRICS.has(node.name) && !ALWAYS.has(node.name) ? [node.name] : [],
    ),
  ),
];

function addMetric(training: Training, name: string, model: ModelView): Replacement[] {
  const action = model.block(trainingWord, training)?.actions(metricsWord.verb).at(-1);
  if (!action?.node.object) return [];
  const edit = replaceNode(
    action.in.reader.names.file.path,
    action.node.object,
    `[${[...training.metrics, name].join(', ')}]`,
  );
  return [{ title: `Add ${name} to the metrics of ${training.name}`, edits: [edit] }];
}
