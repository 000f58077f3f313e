import type { Symbol } from '../scoping/symbol.ts';
import { article, describeValue } from '../scoping/value.ts';
import type { ValueType } from './value-type.ts';

/** The result of another step, one part of it (`sets.train`), or data that needs no step. */
export interface StepResult {
  readonly symbol: Symbol;
  readonly part?: string;
}

/** Kinds whose rows may be divided into named parts. */
const HAS_PARTS: ReadonlySet<string> = new Set(['step', 'dataset']);

/** What a step takes. `kinds` names what may stand there beside steps, such as datasets. */
export function stepResult(...others: readonly string[]): ValueType<StepResult> {
  const kinds = ['step', 'item', ...others];
  const description = ['the name of a step', ...others.map(article)].join(' or ');
  return {
    description,
    kinds,
    read: (value, refuse) => {
      if (value.is === 'reference' && kinds.includes(value.symbol.kind)) return { symbol: value.symbol };
      if (value.is === 'attribute' && HAS_PARTS.has(value.symbol.kind) && kinds.includes(value.symbol.kind)) {
        return { symbol: value.symbol, part: value.attribute };
      }
      // An unknown name was reported when it was looked up.
      if (value.is !== 'unknown' && value.is !== 'word' && value.is !== 'open') {
        refuse(value, `Expected ${description}, found ${describeValue(value)}.`);
      }
      return undefined;
    },
  };
}
