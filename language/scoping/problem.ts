import type { AstNode } from 'langium';
import type { RelatedPlace, Severity } from '../diagnostics/diagnostic.ts';
import type { Symbol } from './symbol.ts';

/** A finding about a syntax node; it becomes a diagnostic when the file and range are added. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly node: AstNode;
  /** Narrows the range to one property of the node, such as its name. */
  readonly property?: string;
  readonly index?: number;
  /** Narrows the range to a part of the node's text, as for a name in `"${…}"`; offsets from its start. */
  readonly span?: { readonly offset: number; readonly length: number };
  readonly severity?: Severity;
  readonly help?: string;
  readonly data?: unknown;
  readonly related?:
    readonly { readonly symbol: Symbol; readonly message: string }[] | readonly RelatedPlace[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
}

export type Report = (problem: Problem) => void;

/** A place in the text that means a declaration. */
export interface Binding {
  readonly node: AstNode;
  /** Property of the node that holds the name. */
  readonly property: string;
  readonly symbol: Symbol;
  /** Narrows the place to a part of the node's text, as for a name in `"${…}"`; offsets from its start. */
  readonly span?: { readonly offset: number; readonly length: number };
}
export type Bind = (binding: Binding) => void;
