import { bench as benchWord, optimize } from '../../../vocabulary/areas/optimisation.ts';
import type { StepResult } from '../../../vocabulary/step-result.ts';
import { dataset } from '../../../vocabulary/areas/datasets.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, isPlain } from '../../training/written.ts';
import { chainOf, clauseOf, isVerb, type ChainStep } from '../chain.ts';

/** Rows that a model was fitted to say nothing of how good it is. */
export const rule: Rule = {
  code: 'TN2002',
  name: 'calibration-part',
  summary: 'A model is fitted to the rows that it is measured on.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(optimize, (block, model, report) => {
      const bench = block.get('bench')?.value.symbol;
      const data = bench && model.block(benchWord, bench)?.get('data');
      if (!data || data.value.part === undefined) return;
      for (const step of chainOf(block).steps) {
        const used = dataOf(step);
        if (used?.value.symbol.qualifiedName !== data.value.symbol.qualifiedName) continue;
        if (used.value.part !== data.value.part) continue;
        const other = otherPart(data.value, model);
        report({
          message: `${step.name} is fitted to ${text(used.value)}, on which ${bench.name} measures it.`,
          origin: used.origin,
          help: 'Fit it to another part, so that the figures hold for rows that it has not seen.',
          related: [{ origin: data.origin, message: 'It is measured on these rows.' }],
          ...fixable(
            other !== undefined && isPlain(used.node, step.layer)
              ? change(
                  `Change to ${other}`,
                  { file: step.layer.reader.names.file.path, node: used.node },
                  other,
                )
              : undefined,
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** The examples that change a model. */
function dataOf(step: ChainStep) {
  if (isVerb(step, 'quantise')) return clauseOf(step, 'with');
  if (!isVerb(step, 'distil')) return undefined;
  const value = step.block.get('data');
  const node = step.block.entries('data').at(-1)?.node.value;
  return value && node ? { ...value, node } : undefined;
}

const text = ({ symbol, part }: StepResult): string =>
  part === undefined ? symbol.name : `${symbol.name}.${part}`;

/** A part that is made for it by its name, else the one for training. */
function otherPart(used: StepResult, model: ModelView): string | undefined {
  const split = model.block(dataset, used.symbol)?.actions('split').at(-1);
  const parts = (split?.node.body?.statements ?? []).flatMap((entry) =>
    entry.$type === 'Entry' ? [entry.name] : [],
  );
  const found = parts.filter((name) => name !== used.part).find((name) => /^(calib|train)/u.test(name));
  return found === undefined ? undefined : `${used.symbol.name}.${found}`;
}
