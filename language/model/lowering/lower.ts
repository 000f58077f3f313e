import type { Symbol } from '../../scoping/symbol.ts';
import type { SystemElement, Unread } from '../system.ts';
import type { LoweringContext } from './context.ts';
import { LOWERINGS } from './kinds/index.ts';
import { reroot } from './reroot.ts';
import { unreadIn } from './unread.ts';

/** An element of the resolved model, and what was read for it. */
export interface LoweredElement {
  /** Absent for kinds that the resolved model does not carry. */
  readonly element?: SystemElement;
  readonly opened: readonly ReadElement[];
}

/** An element whose statements were read. */
export interface ReadElement {
  readonly symbol: Symbol;
  /** Statements that nobody looked at. */
  readonly unread: readonly Unread[];
}

const BY_KIND = new Map(LOWERINGS.map((lowering) => [lowering.kind as string, lowering]));

/** Turns a declaration into an element of the resolved model. */
export function lowerElement(symbol: Symbol, context: LoweringContext): LoweredElement {
  const lowering = BY_KIND.get(symbol.kind);
  if (!lowering) return { opened: [] };
  const { element, opened: layered } = context.lowered(symbol, () => lowering.lower(symbol, context));
  // The layers hold the whole tree of the file.
  const opened = layered.map(({ symbol: of, layers }) => ({ symbol: of, unread: unreadIn(of, layers) }));
  if (!element) return { opened };
  const template = context.analysis.scopeOf(symbol).templateOf(symbol);
  return {
    element: template ? reroot(element, template.qualifiedName, symbol.qualifiedName) : element,
    opened,
  };
}
