import type { AnyElement, ElementKinds, Kind, System } from '../../language/model/system.ts';

/**
 * The resolved model as one target may see it: only the elements that the deployment uses (and what
 * these refer to), only the kinds and properties that the manifest names.
 */
export interface SystemView {
  readonly environment: string | undefined;
  /** Elements of a kind that the deployment uses, directly or through others, sorted by qualified name. */
  all<K extends Kind>(kind: K): readonly ElementKinds[K][];
  /**
   * Any element by qualified name, nested ones (columns, features, steps, resources) included; with the kind
   * when several share the name, as a training and its model may.
   */
  find(qualifiedName: string, kind?: string): AnyElement | undefined;
  /** The same, when a missing element can only be a bug: checks ran before. */
  get<K extends AnyElement['kind']>(kind: K, qualifiedName: string): Extract<AnyElement, { kind: K }>;
  readonly system: System;
}
