import { isEntry, type Entry } from '../../../generated/ast.ts';
import { whereIs } from '../../../scoping/place.ts';
import { experiment as experimentWord, splitOfExperiment } from '../../../vocabulary/areas/experiments.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { fileOf } from '../../written.ts';
import { controlOf } from '../versions-of.ts';

/** Better than what? */
export const rule: Rule = {
  code: 'TN2109',
  name: 'experiment-control',
  summary: 'An experiment has nothing to compare with.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const variants = experiment.split?.variants ?? [];
      if (!experiment.split || variants.length === 0) return;
      if (variants.length === 1) {
        report({
          message: `${experiment.name} has one variant only, so there is nothing to compare it with.`,
          origin: variants[0]!.origin,
          help: 'Add control : and the version that answers today.',
        });
        return;
      }
      if (controlOf(experiment)) return;
      const block = model.block(experimentWord, experiment)!;
      const rows = block
        .actions(splitOfExperiment.verb)
        .flatMap((action) => action.node.body?.statements ?? [])
        .filter((row): row is Entry => isEntry(row));
      report({
        message: `No variant of ${experiment.name} is called control, so lift has nothing to start from.`,
        origin: experiment.split.origin,
        help: 'Call the variant control that answers today.',
        data: {
          replacements: rows.slice(0, 4).map((row) => ({
            title: `Call ${row.name} control`,
            edits: [{ file: fileOf(block), range: whereIs(row, 'name'), newText: 'control' }],
          })),
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
