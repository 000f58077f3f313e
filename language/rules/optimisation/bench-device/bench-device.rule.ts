import { bench as benchWord, optimize } from '../../../vocabulary/areas/optimisation.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb } from '../chain.ts';

/** Where the result of a compiler can be measured. */
const DEVICES: Readonly<Record<string, 'gpu' | 'cpu'>> = { tensorrt: 'gpu' };

/** A figure of another device says nothing of this one. */
export const rule: Rule = {
  code: 'TN2018',
  name: 'bench-device',
  summary: 'A compiled model is measured on a device that it does not run on.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(optimize, (block, model, report) => {
      const named = block.get('bench');
      const bench = named && model.block(benchWord, named.value.symbol);
      if (!named || !bench) return;
      const compilers = chainOf(block).steps.flatMap((step) =>
        isVerb(step, 'compile') ? (clauseOf(step, 'to') ?? []) : [],
      );
      const needed = new Set(compilers.map(({ value }) => DEVICES[value]));
      const [device] = needed;
      const measured = bench.require('device');
      // Results for several devices are told apart by their branches.
      if (needed.size !== 1 || device === undefined || device === measured.value) return;
      const place = written(bench, 'device');
      report({
        message: `${bench.symbol.name} measures on the ${measured.value.toUpperCase()}, and ${block.symbol.name} is compiled to ${compilers[0]!.value}, which runs on a ${device.toUpperCase()}.`,
        origin: named.origin,
        help: `Let ${bench.symbol.name} measure on the ${device}.`,
        related: [
          {
            origin: measured.origin,
            message:
              `It measures on the ${measured.value} ${measured.origin.layer === 'default' ? 'since nothing else is said' : ''}`.trimEnd() +
              '.',
          },
          { origin: compilers[0]!.origin, message: 'It is compiled here.' },
        ],
        ...fixable(
          place
            ? change(`Change to ${device}`, place, device, true)
            : {
                title: `Add device: ${device} to ${bench.symbol.name}`,
                edits: [addStatement(placeOf(bench.layers), `device: ${device}`)],
                preferred: true,
              },
        ),
      });
    }),
  ],
  fixes: [replaceFix],
};
