import type { Symbol } from '../../scoping/symbol.ts';
import type { ElementKinds, Kind } from '../system.ts';
import type { LoweringContext } from './context.ts';

/** How declarations of one kind become elements of the resolved model. */
export interface KindLowering<K extends Kind = Kind> {
  readonly kind: K;
  /** Undefined when too little is known; a check has said why. Broken parts are left out, never guessed. */
  lower(symbol: Symbol, context: LoweringContext): ElementKinds[K] | undefined;
}
