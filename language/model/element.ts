import type { Origin } from './origin.ts';

/** What every element of the resolved model has. */
export interface Element<Kind extends string = string> {
  readonly kind: Kind;
  readonly name: string;
  /** Package and path, such as `shop.platform.main.lake`. */
  readonly qualifiedName: string;
  /** Markdown of the `///` lines above the declaration. */
  readonly documentation?: string;
  readonly origin: Origin;
}

/** A link to another element by qualified name; the origin is where the link was written. */
export interface Ref<Kind extends string = string> {
  readonly kind: Kind;
  readonly qualifiedName: string;
  readonly origin: Origin;
}
