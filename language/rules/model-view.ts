import type { Block } from '../model/lowering/block.ts';
import type { AnyElement, ElementKinds, Kind } from '../model/system.ts';
import type { ProjectFacts } from '../project/facts.ts';
import type { Analysis } from '../scoping/analysis.ts';
import type { NounWord } from '../vocabulary/word.ts';

/** What names an element: the element itself, a reference to it, or its symbol. */
export interface Named {
  readonly kind: string;
  readonly qualifiedName: string;
}

/**
 * The resolved model as a rule sees it. What a rule asks for is remembered, so that it is asked again only when
 * that has changed; therefore rules get other elements from here and keep nothing.
 */
export interface ModelView {
  /** Qualified name of the environment that is applied. */
  readonly environment: string | undefined;
  /** What is known of the project's other files. */
  readonly facts: ProjectFacts;
  /** Types and scopes of names. */
  readonly analysis: Analysis;

  /** The element that is checked. */
  own<K extends Kind>(kind: K, of: Named): ElementKinds[K] | undefined;
  ownBlock<W extends NounWord>(word: W, of: Named): Block<W> | undefined;

  /** The top-level element that a reference means; undefined when it means something else. */
  element<K extends Kind>(kind: K, of: { readonly qualifiedName: string }): ElementKinds[K] | undefined;
  /** The same at any depth: a bucket of a cloud, a pool of a cluster, a step, a column. */
  find(of: Named): AnyElement | undefined;
  /** Statements of a top-level declaration, for words that the resolved model has no field for. */
  block<W extends NounWord>(word: W, of: { readonly qualifiedName: string }): Block<W> | undefined;

  /**
   * What is made from the whole project, such as an index of who uses what: once for all who ask with the same
   * function. Who asks is checked again only if it comes out differently.
   */
  overview<T>(make: (model: ModelView) => T): T;
  /** Every top-level element of a kind, sorted by qualified name: only for rules that reach the whole project. */
  all<K extends Kind>(kind: K): readonly ElementKinds[K][];
  /** Every top-level declaration of a noun: only for rules that reach the whole project. */
  blocks<W extends NounWord>(word: W): readonly Block<W>[];
}
