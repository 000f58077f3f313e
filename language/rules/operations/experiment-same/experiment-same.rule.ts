import { isEntry, type Entry } from '../../../generated/ast.ts';
import { whereIs } from '../../../scoping/place.ts';
import { experiment as experimentWord, splitOfExperiment } from '../../../vocabulary/areas/experiments.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { fileOf } from '../../written.ts';
import { isSame, variantText } from '../versions-of.ts';
import { versionActions } from '../version-actions.ts';

/** Two groups that see the same differ by chance only. */
export const rule: Rule = {
  code: 'TN2107',
  name: 'experiment-same',
  summary: 'Two variants of an experiment are the same version.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const variants = experiment.split?.variants ?? [];
      for (const [index, variant] of variants.entries()) {
        const first = variants.slice(0, index).find((other) => isSame(other, variant));
        if (!first) continue;
        const text = variantText(variant);
        const block = model.block(experimentWord, experiment)!;
        report({
          message: `${first.name} and ${variant.name} are both ${text}, so there is nothing to find.`,
          origin: variant.origin,
          help: 'Name the version that is to be tried.',
          data: {
            replacements: otherVersions(block, text)
              .filter((other) => !variants.some((each) => variantText(each) === other))
              .flatMap((other) => changeRow(block, variant.name, other)),
          },
          related: [{ origin: first.origin, message: `The other ${text}.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Versions of the same model that the experiment names elsewhere, and the next one. */
function otherVersions(block: Block<typeof experimentWord>, text: string): readonly string[] {
  const [name, version] = text.split('@');
  const named = versionActions(block)
    .filter(({ version: { symbol } }) => symbol.name === name)
    .map(({ version: { version: other } }) => `${name}@${other}`);
  const next = version !== undefined && /^\d+$/u.test(version) ? [`${name}@${Number(version) + 1}`] : [];
  return [...new Set([...named, ...next])].filter((other) => other !== text);
}

function changeRow(block: Block<typeof experimentWord>, name: string, newText: string): Replacement[] {
  const rows = block
    .actions(splitOfExperiment.verb)
    .flatMap((action) => action.node.body?.statements ?? [])
    .filter((row): row is Entry => isEntry(row) && row.name === name);
  const value = rows.at(-1)?.value;
  return value
    ? [
        {
          title: `Change ${name} to ${newText}`,
          edits: [{ file: fileOf(block), range: whereIs(value), newText }],
        },
      ]
    : [];
}
