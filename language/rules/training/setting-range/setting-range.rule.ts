import type { Setting } from '../../../model/learning.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { hyperParameters, optimizer, training } from '../../../vocabulary/areas/training.ts';
import { textOf } from '../../../parser/index.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** Settings that mean the same in every library have the same limits in all of them. */
export const rule: Rule = {
  code: 'TN1670',
  name: 'setting-range',
  summary: 'A setting of an optimizer or program lies outside of what it can be.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      if (!element) return;
      for (const own of block.children(optimizer).slice(-1))
        check(own, element.optimizer?.settings ?? [], report);
      const action = block.actions(hyperParameters.verb).at(-1);
      if (action) check(block.actionBlock(hyperParameters, action), element.hyperParameters, report);
    }),
  ],
  fixes: [replaceFix],
};

interface Limits {
  readonly text: string;
  fits(value: number): boolean;
  /** What was probably meant; undefined when nobody knows. */
  near(value: number): number | undefined;
}

/** A share that may not be all of it; a number above 1 was a percentage. */
const PART: Limits = {
  text: 'from 0 up to below 1',
  fits: (value) => value >= 0 && value < 1,
  near: (value) => (value > 1 && value < 100 ? value / 100 : value === 1 ? 0.9 : undefined),
};
const COUNT: Limits = {
  text: '1 or more, in whole numbers',
  fits: (value) => value >= 1 && Number.isInteger(value),
  near: (value) => (value > 1 ? Math.round(value) : 1),
};
const SMALL: Limits = {
  text: 'above 0 and small',
  fits: (value) => value > 0 && value <= 0.1,
  near: () => 1e-8,
};
const DECAY: Limits = {
  text: 'from 0 to 1',
  fits: (value) => value >= 0 && value <= 1,
  near: (value) => (value < 0 && value >= -1 ? -value : 0.01),
};

const LIMITS: Readonly<Record<string, Limits>> = {
  betas: PART, beta1: PART, beta2: PART, momentum: PART, dropout: PART, label_smoothing: PART,
  eps: SMALL, epsilon: SMALL, weight_decay: DECAY, epochs: COUNT, batch: COUNT, batch_size: COUNT,
}; // prettier-ignore

function check(block: Block, settings: readonly Setting[], report: SystemReport): void {
  for (const { name, value, origin } of settings) {
    const limits = Object.hasOwn(LIMITS, name) ? LIMITS[name] : undefined;
    if (!limits) continue;
    const values = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(
      (each) => typeof each === 'number',
    );
    const wrong = values.find((each) => !limits.fits(each));
    if (wrong === undefined) continue;
    const place = written(block, name);
    const right = values.map((each) => (limits.fits(each) ? each : limits.near(each)));
    const text = Array.isArray(value) ? `[${right.join(', ')}]` : String(right[0]);
    report({
      message: `${name} is ${limits.text}; here it is ${place ? textOf(place.node) : wrong}.`,
      origin,
      help: right.includes(undefined) ? 'Choose a value in that range.' : `${text} lies in that range.`,
      ...fixable(place && !right.includes(undefined) ? change(`Change to ${text}`, place, text) : undefined),
    });
  }
}
