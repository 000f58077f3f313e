import { isEntry } from '../../../generated/ast.ts';
import {
  experiment,
  lose,
  power,
  requireOfExperiment,
  runsFor,
  splitOfExperiment,
  test,
  usesInExperiment,
  win,
} from '../../../vocabulary/areas/experiments.ts';
import { list, ratio, reference, word } from '../../../vocabulary/value-type.ts';
import type { Experiment, Variant } from '../../operations.ts';
import type { Block, Layered } from '../block.ts';
import type { Action, Entry } from '../../../generated/ast.ts';
import { decisionsOf, requirementsOf } from '../conditions.ts';
import type { LoweringContext } from '../context.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';
import { recoveriesOf } from '../recoveries.ts';
import { referencesOf } from '../references.ts';

type ExperimentBlock = Block<typeof experiment>;

export const lowering: KindLowering<'experiment'> = {
  kind: 'experiment',
  lower(symbol, context) {
    const block = context.block(experiment, symbol);
    const on = block.clause('on');
    const owner = block.get('owner');
    const primary = block.get('primary');
    const baseline = block.get('baseline')?.value;
    return {
      ...context.element('experiment', symbol),
      ...optional('on', on && context.ref<'service'>(on.value, on.origin)),
      ...optional('hypothesis', block.get('hypothesis')),
      ...optional('owner', owner && context.ref<'channel'>(owner.value, owner.origin)),
      ...optional('primary', primary && context.ref<'metric'>(primary.value, primary.origin)),
      ...optional('tracker', block.get('tracker')),
      ...optional('compare', block.get('compare')),
      ...optional(
        'baseline',
        baseline && {
          model: context.ref(baseline, block.get('baseline')!.origin),
          ...optional('version', baseline.version),
        },
      ),
      ...optional('split', splitOf(block, context)),
      ...optional('power', powerOf(block)),
      ...optional('duration', durationOf(block)),
      requirements: requirementsOf(block, requireOfExperiment, 'metrics', context),
      ...optional('test', testOf(block, context)),
      win: decisionsOf(block, win, 'metrics', context),
      lose: decisionsOf(block, lose, 'metrics', context),
      uses: referencesOf(block, usesInExperiment, context),
      recoveries: recoveriesOf(block, context),
    };
  },
};

function splitOf(block: ExperimentBlock, context: LoweringContext): Experiment['split'] {
  const action = block.actions(splitOfExperiment.verb).at(-1);
  if (!action) return undefined;
  const own = block.actionBlock(splitOfExperiment, action);
  const by = own.clause('by');
  return {
    ...optional('by', by && { value: by.value, origin: by.origin }),
    variants: own.rows().map((row) => variantOf(own, row, context)),
    origin: block.originOf(action.node, action.in, 'split'),
  };
}

const VERSION = reference('model', 'optimize', 'engine');
const SHARE = ratio();

function variantOf(split: Block, { node, in: layer }: Layered<Entry>, context: LoweringContext): Variant {
  const origin = split.originOf(node, layer, node.name);
  const of = node.value && layer.reader.silently().read(VERSION, node.value);
  const entry = node.body?.statements.find((each) => isEntry(each) && each.name === 'share');
  const share =
    entry && isEntry(entry) && entry.value ? layer.reader.silently().read(SHARE, entry.value) : undefined;
  return {
    name: node.name,
    ...optional('model', of && context.ref(of, origin)),
    ...optional('version', of?.version),
    ...optional(
      'share',
      entry && share !== undefined
        ? { value: share, origin: split.originOf(entry, layer, `${node.name}.share`) }
        : undefined,
    ),
    origin,
  };
}

function powerOf(block: ExperimentBlock): Experiment['power'] {
  const child = block.child(power);
  return (
    child && {
      ...optional('effect', child.get('effect')),
      alpha: child.require('alpha'),
      beta: child.require('beta'),
      origin: child.origin(),
    }
  );
}

function durationOf(block: ExperimentBlock): Experiment['duration'] {
  const action = block.actions(runsFor.verb).at(-1);
  const time = action && block.actionBlock(runsFor, action).clause('for');
  return time && { value: time.value, origin: time.origin };
}

const LOOKS = word({ sequential: '', fixed: '' });
const METRICS = list(reference('metric'));

function testOf(block: ExperimentBlock, context: LoweringContext): Experiment['test'] {
  const action: Layered<Action> | undefined = block.actions(test.verb).at(-1);
  if (!action) return undefined;
  const own = block.actionBlock(test, action);
  const { node, in: layer } = action;
  const origin = block.originOf(node, layer, 'test');
  const looks = node.object && layer.reader.silently().read(LOOKS, node.object);
  const metrics = node.clauses.find((clause) => clause.word === 'with')?.value;
  return {
    ...optional('looks', looks && { value: looks, origin: block.originOf(node.object!, layer, 'test') }),
    ...optional('method', own.get('method')),
    correction: own.require('correction'),
    metrics: ((metrics && layer.reader.silently().read(METRICS, metrics)) ?? []).map((each) =>
      context.ref<'metric'>(each, block.originOf(each.value.node, layer, 'test')),
    ),
    origin,
  };
}
