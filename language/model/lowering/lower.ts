import type { Symbol } from '../../scoping/symbol.ts';
import type { SystemElement } from '../system.ts';
import type { LoweringContext, OpenedElement } from './context.ts';
import { LOWERINGS } from './kinds/index.ts';
import { reroot } from './reroot.ts';

/** An element of the resolved model, and what was read for it. */
export interface LoweredElement {
  /** Absent for kinds that the resolved model does not carry. */
  readonly element?: SystemElement;
  readonly opened: readonly OpenedElement[];
}

const BY_KIND = new Map(LOWERINGS.map((lowering) => [lowering.kind as string, lowering]));

/** Turns a declaration into an element of the resolved model. */
export function lowerElement(symbol: Symbol, context: LoweringContext): LoweredElement {
  const lowering = BY_KIND.get(symbol.kind);
  if (!lowering) return { opened: [] };
  const { element, opened } = context.lowered(symbol, () => lowering.lower(symbol, context));
  if (!element) return { opened };
  const template = context.analysis.scopeOf(symbol).templateOf(symbol);
  return {
    element: template ? reroot(element, template.qualifiedName, symbol.qualifiedName) : element,
    opened,
  };
}
