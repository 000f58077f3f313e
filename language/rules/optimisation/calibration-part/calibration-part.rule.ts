import { bench as benchWord, optimize } from '../../../vocabulary/areas/optimisation.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';
import { chainOf } from '../chain.ts';
import { calibrationPart, dataText, examplesOf } from '../chain-data.ts';

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
        const used = examplesOf(step);
        if (used?.value.symbol.qualifiedName !== data.value.symbol.qualifiedName) continue;
        if (used.value.part !== data.value.part) continue;
        const other = calibrationPart(data.value, model, data.value.part);
        report({
          message: `${step.name} is fitted to ${dataText(used.value)}, on which ${bench.name} measures it.`,
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
