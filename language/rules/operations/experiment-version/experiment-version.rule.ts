import { textOf } from '../../../parser/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import type { Experiment, Variant } from '../../../model/operations.ts';
import { experiment as experimentWord } from '../../../vocabulary/areas/experiments.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { versionActions } from '../version-actions.ts';
import { controlOf, isSame, treatmentOf, variantText } from '../versions-of.ts';

/** Only what was tried is known to be better, and only what answered before is known to be safe. */
export const rule: Rule = {
  code: 'TN2111',
  name: 'experiment-version',
  summary: 'An experiment ends with a version that it did not try, or with the one that lost.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const variants = experiment.split?.variants ?? [];
      const [first, second] = variants;
      // Variants that are the same are told by another rule.
      if (!first || !second || isSame(first, second)) return;
      const block = model.block(experimentWord, experiment)!;
      for (const { event, action, version, node } of versionActions(block)) {
        const ofModel = variants.filter(
          ({ model: of }) => of?.qualifiedName === version.symbol.qualifiedName,
        );
        if (ofModel.length === 0) continue;
        const named = ofModel.find((each) => each.version === version.version);
        const wanted = wantedAfter(event, experiment);
        const isWrongSide =
          named !== undefined &&
          wanted !== undefined &&
          named !== wanted &&
          loser(event, experiment) === named;
        if (named && !isWrongSide) continue;
        const text = textOf(node);
        const origin = block.originOf(node, action.in, action.node.verb);
        const to = wanted && ofModel.includes(wanted) ? variantText(wanted) : undefined;
        report({
          message: named
            ? `${text} has just lost, and on ${event} it gets the requests.`
            : `${text} is no variant of ${experiment.name}, so nothing is known of it.`,
          origin,
          help: `The variants are ${variants.map(variantText).join(' and ')}.`,
          data: {
            replacements:
              to !== undefined && isOwn(origin)
                ? [
                    {
                      title: `Change to ${to}`,
                      edits: [{ file: origin.file, range: whereIs(node), newText: to }],
                      preferred: true,
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

const wantedAfter = (event: string, experiment: Experiment): Variant | undefined =>
  event === 'win' ? treatmentOf(experiment) : controlOf(experiment);

const loser = (event: string, experiment: Experiment): Variant | undefined =>
  event === 'win' ? controlOf(experiment) : treatmentOf(experiment);
