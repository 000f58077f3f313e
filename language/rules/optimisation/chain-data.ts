import type { Expression } from '../../generated/ast.ts';
import type { Origin } from '../../model/origin.ts';
import { dataset } from '../../vocabulary/areas/datasets.ts';
import type { StepResult } from '../../vocabulary/step-result.ts';
import type { ModelView } from '../model-view.ts';
import { clauseOf, isVerb, type ChainStep } from './chain.ts';

/** Examples that a step fits a model to. */
export function examplesOf(
  step: ChainStep,
): { readonly value: StepResult; readonly node: Expression; readonly origin: Origin } | undefined {
  if (isVerb(step, 'quantise')) return clauseOf(step, 'with');
  if (!isVerb(step, 'distil')) return undefined;
  const value = step.block.get('data');
  const node = step.block.entries('data').at(-1)?.node.value;
  return value && node ? { ...value, node } : undefined;
}

export const dataText = ({ symbol, part }: StepResult): string =>
  part === undefined ? symbol.name : `${symbol.name}.${part}`;

/** A part of the same dataset that is made for calibration by its name, else the one for training. */
export function calibrationPart(used: StepResult, model: ModelView, except?: string): string | undefined {
  const split = model.block(dataset, used.symbol)?.actions('split').at(-1);
  const parts = (split?.node.body?.statements ?? []).flatMap((entry) =>
    entry.$type === 'Entry' && entry.name !== except ? [entry.name] : [],
  );
  const found =
    parts.find((name) => name.startsWith('calib')) ?? parts.find((name) => name.startsWith('train'));
  return found === undefined ? undefined : `${used.symbol.name}.${found}`;
}
