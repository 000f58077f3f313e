import type { Quantity } from '../types/quantity.ts';
import type { Ref } from './element.ts';
import type { Origin, Sourced } from './origin.ts';

/** What happens when something fails, in the order written. The nearest handler wins. */
export interface Recovery {
  readonly event: string;
  readonly actions: readonly RecoveryAction[];
  readonly origin: Origin;
}

export type RecoveryAction = { readonly origin: Origin } & (
  | {
      readonly action: 'retry';
      readonly times: Sourced<number>;
      readonly backoff?: {
        readonly kind: Sourced<string>;
        readonly from?: Sourced<Quantity>;
        readonly to?: Sourced<Quantity>;
      };
    }
  | {
      readonly action: 'alert';
      readonly channel: Ref;
      /** How urgent it is: info, warning or critical. */
      readonly severity?: Sourced<string>;
    }
  | { readonly action: 'rollback'; readonly subject: Ref; readonly to?: string }
  | { readonly action: 'isolate'; readonly to?: Ref | string }
  | { readonly action: 'timeout'; readonly after: Sourced<Quantity> }
  /** Any other verb of recovery (degrade, restart, resume, start, stop …) with its object as written. */
  | { readonly action: 'other'; readonly verb: string; readonly object?: string }
);
