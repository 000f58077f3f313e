import { isEntry } from '../../../generated/ast.ts';
import { whereIs } from '../../../scoping/place.ts';
import { experiment as experimentWord, splitOfExperiment } from '../../../vocabulary/areas/experiments.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingBlocks } from '../../serving/serving-blocks.ts';
import { fileOf } from '../../written.ts';
import { variantText } from '../versions-of.ts';

/** Requests can only be answered by what the service runs. */
export const rule: Rule = {
  code: 'TN2120',
  name: 'experiment-service',
  summary: 'A variant is a model that the service of the experiment does not serve.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const service = experiment.on && model.block(serviceWord, experiment.on);
      if (!service) return;
      const served = servingBlocks(service).map((one) => one.model);
      if (served.length === 0) return;
      const block = model.block(experimentWord, experiment)!;
      const rows = block.actions(splitOfExperiment.verb).flatMap(({ node }) => node.body?.statements ?? []);
      for (const variant of experiment.split?.variants ?? []) {
        const { model: of, version, name, origin } = variant;
        if (!of || served.some(({ qualifiedName }) => qualifiedName === of.qualifiedName)) continue;
        const row = rows.findLast((each) => isEntry(each) && each.name === name);
        const value = row && isEntry(row) ? row.value : undefined;
        const only = new Set(served.map((each) => each.name)).size === 1 ? served[0]!.name : undefined;
        const newText = version === undefined ? only : `${only}@${version}`;
        report({
          message: `${service.symbol.name} does not serve ${variantText({ name, model: of, origin })}, so no request can go to it.`,
          origin,
          help: `It serves ${[...new Set(served.map((each) => each.name))].join(', ')}.`,
          data: {
            replacements:
              only !== undefined && value && newText !== undefined
                ? [
                    {
                      title: `Change to ${newText}`,
                      edits: [{ file: fileOf(block), range: whereIs(value), newText }],
                    },
                  ]
                : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
