import type { Symbol } from '../scoping/symbol.ts';
import { describeValue } from '../scoping/value.ts';
import type { ValueType } from './value-type.ts';

/** A result inside a service: an input of it, a step, or one output of a step (`scores.tokens`). */
export interface ServiceTensor {
  readonly symbol: Symbol;
  readonly part?: string;
}

export function serviceTensor(): ValueType<ServiceTensor> {
  const kinds = ['step', 'input'];
  const description = 'a step or input of the service, or one output of a step, such as scores.tokens';
  return {
    description,
    kinds,
    read: (value, refuse) => {
      if (value.is === 'reference' && kinds.includes(value.symbol.kind)) return { symbol: value.symbol };
      if (value.is === 'attribute' && value.symbol.kind === 'step')
        return { symbol: value.symbol, part: value.attribute };
      // An unknown name was reported when it was looked up.
      if (value.is !== 'unknown' && value.is !== 'word' && value.is !== 'open') {
        refuse(value, `Expected ${description}, found ${describeValue(value)}.`);
      }
      return undefined;
    },
  };
}
