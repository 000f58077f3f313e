import { metrics, training } from '../../../vocabulary/areas/training.ts';
import { printType } from '../../../types/data-type.ts';
import { list, name } from '../../../vocabulary/value-type.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { labelFamily } from '../label-family.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';

const NAMES = list(name());

/** An error of numbers says nothing of classes, and a share of right answers nothing of numbers. */
export const rule: Rule = {
  code: 'TN1668',
  name: 'metric-label',
  summary: "A metric of a training doesn't fit its label.",
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const family = labelFamily(element?.label?.type);
      if (!element?.label || !family) return;
      const wrong = family === 'number' ? OF_CLASSES : OF_NUMBERS;
      const right = family === 'number' ? 'rmse' : family === 'class' ? 'accuracy' : 'auc';
      for (const { node, in: layer } of block.actions(metrics.verb)) {
        const names = (node.object && layer.reader.silently().read(NAMES, node.object)) ?? [];
        const misfits = names.filter((each) => wrong.has(each));
        if (!node.object || misfits.length === 0) continue;
        const better = [...new Set(names.map((each) => (wrong.has(each) ? right : each)))];
        const place = isPlain(node.object, layer)
          ? { file: layer.reader.names.file.path, node: node.object }
          : undefined;
        report({
          message: `${misfits.join(' and ')} ${misfits.length === 1 ? 'is' : 'are'} for ${family === 'number' ? 'classes' : 'numbers'}, and the label of ${element.name} is ${printType(element.label.type)}.`,
          origin: block.originOf(node.object, layer, metrics.verb),
          help: `Such a label is measured by ${(family === 'number' ? ['rmse', 'mae'] : ['auc', 'accuracy', 'f1']).join(', ')}.`,
          related: [{ origin: element.label.origin, message: 'The label stands here.' }],
          ...fixable(place && change(`Change to [${better.join(', ')}]`, place, `[${better.join(', ')}]`)),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const OF_CLASSES: ReadonlySet<string> = new Set([
  'auc', 'auroc', 'accuracy', 'precision', 'recall', 'f1', 'log_loss', 'top1', 'top5', 'brier',
]); // prettier-ignore
const OF_NUMBERS: ReadonlySet<string> = new Set(['rmse', 'mse', 'mae', 'mape', 'smape', 'r2']);
