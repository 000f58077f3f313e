import { whereIs } from '../../../scoping/place.ts';
import { METRICS } from '../../../vocabulary/functions.ts';
import { maximize, minimize } from '../../../vocabulary/areas/hyper-search.ts';
import { search } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';

/** The best loss is the smallest, the best accuracy the largest. */
export const rule: Rule = {
  code: 'TN1673',
  name: 'search-direction',
  summary: 'A search looks for the worst value of its metric.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(search, (block, _, report) => {
      for (const { node, in: layer } of [...block.actions(maximize.verb), ...block.actions(minimize.verb)]) {
        const metric = node.object?.$type === 'NameRef' ? node.object.name : undefined;
        const better = metric === undefined ? undefined : betterOf(metric);
        const right = better === 'lower' ? minimize.verb : maximize.verb;
        if (better === undefined || node.verb === right) continue;
        report({
          message: `${metric} is better the ${better} it is, and ${block.symbol.name} ${node.verb === maximize.verb ? 'maximises' : 'minimises'} it.`,
          origin: { ...block.originOf(node, layer, node.verb), range: whereIs(node, 'verb') },
          help: `Write ${right} ${metric}.`,
          ...(layer.layer === 'template'
            ? {}
            : fixable({
                title: `Change to ${right}`,
                edits: [{ file: layer.reader.names.file.path, range: whereIs(node, 'verb'), newText: right }],
                preferred: true,
              })),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Names of errors that programs give beside the metrics of the vocabulary, such as `val_loss`. */
const ERRORS = /(^|_)(loss|error|rmse|mse|mae|mape|perplexity|wer|cer)$/u;
const SCORES = /(^|_)(accuracy|acc|auc|auroc|f1|ndcg|recall|precision|bleu|dice)$/u;

const betterOf = (metric: string): 'lower' | 'higher' | undefined =>
  METRICS.get(metric)?.better ?? (ERRORS.test(metric) ? 'lower' : SCORES.test(metric) ? 'higher' : undefined);
