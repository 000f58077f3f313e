import { elastic, mesh, training } from '../../../vocabulary/areas/training.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';
import { askedHere } from '../asked-here.ts';

/** A run that may shrink and grow starts inside its range, in a pool that has it, along an axis that exists. */
export const rule: Rule = {
  code: 'TN1659',
  name: 'elastic-range',
  summary: 'The range of an elastic training fits neither its nodes, its pool nor its mesh.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const own = block.child(elastic);
      const nodes = own?.get('nodes');
      const element = model.own('training', block.symbol);
      if (!own || !nodes || !element?.runsOn) return;
      const { from, to } = nodes.value;
      const place = written(own, 'nodes');
      const asked = element.runsOn.nodes.value;
      const pool = model.find(element.runsOn.pool);
      if (asked < from || asked > to) {
        const right = `${Math.min(from, asked)}..${Math.max(to, asked)}`;
        report({
          message: `${element.name} starts with ${asked} ${asked === 1 ? 'node' : 'nodes'}, outside of ${from}..${to}.`,
          origin: nodes.origin,
          help: `Take ${asked} into the range: ${right}.`,
          related: [{ origin: element.runsOn.nodes.origin, message: askedHere(asked, 'node') }],
          ...fixable(place && change(`Change to ${right}`, place, right, true)),
        });
      } else if (pool?.kind === 'pool' && asked <= pool.max.value && to > pool.max.value) {
        const right = `${from}..${pool.max.value}`;
        report({
          message: `${element.name} may grow to ${to} nodes, and ${pool.name} has at most ${pool.max.value}.`,
          origin: nodes.origin,
          help: `End the range at ${pool.max.value}, or let the pool grow.`,
          related: [{ origin: pool.max.origin, message: `Here ${pool.name} ends.` }],
          ...fixable(place && change(`Change to ${right}`, place, right, true)),
        });
      }
      const axis = own.get('rescale');
      const axes = (block.child(mesh)?.rows() ?? []).map(({ node }) => node.name);
      if (!axis || axes.length === 0 || axes.includes(axis.value)) return;
      const near = suggest(axis.value, axes) ?? axes.find((name) => name === 'data');
      const axisPlace = written(own, 'rescale');
      report({
        message: `The mesh of ${element.name} has no axis ${axis.value}.`,
        origin: axis.origin,
        help: `It has ${axes.join(', ')}.`,
        ...fixable(
          axisPlace && near !== undefined ? change(`Change to ${near}`, axisPlace, near) : undefined,
        ),
      });
    }),
  ],
  fixes: [replaceFix],
};
