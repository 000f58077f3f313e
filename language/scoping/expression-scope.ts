import type { ExpressionNode } from '../model/expression.ts';
import { UNKNOWN_TYPE, type DataType } from '../types/data-type.ts';
import type { Symbol } from './symbol.ts';

/** What a name means in an expression. */
export interface Meaning {
  readonly node: ExpressionNode;
  readonly type: DataType;
  /** The declaration, if there is one to jump to. */
  readonly symbol?: Symbol;
  /** What can follow after a dot. */
  readonly members?: ExpressionScope;
}

/** The names that an expression may use at its place. */
export interface ExpressionScope {
  lookup(name: string): Meaning | undefined;
  /** For "did you mean" and completion. */
  names(): Iterable<string>;
  /** Not all names are known here, often because of a mistake that was reported, so nothing is said of an unknown one. */
  readonly open?: boolean;
  /** Words of one's own may stand here, too: only what is nearly a known name is told. */
  readonly free?: boolean;
  /** Functions of one's own may be called. */
  readonly freeFunctions?: boolean;
  /** Values of rows are computed here: of what is declared, only parameters and the like can be named. */
  readonly ofRows?: boolean;
  /** How the names are called in a message: "a column of swipes". */
  readonly description: string;
}

export const EMPTY_SCOPE: ExpressionScope = {
  lookup: () => undefined,
  names: () => [],
  description: 'a name',
};

/** Looks in each scope in turn. */
export function joinScopes(scopes: readonly ExpressionScope[]): ExpressionScope {
  return {
    lookup: (name) => {
      for (const scope of scopes) {
        const found = scope.lookup(name);
        if (found) return found;
      }
      return undefined;
    },
    *names() {
      for (const scope of scopes) yield* scope.names();
    },
    open: scopes.some((scope) => scope.open),
    free: scopes.some((scope) => scope.free),
    freeFunctions: scopes.some((scope) => scope.freeFunctions),
    ofRows: scopes.some((scope) => scope.ofRows),
    description: scopes.map((scope) => scope.description).find((text) => text !== '') ?? 'a name',
  };
}

/** Names of which nothing more is known than that they are there, with any figure after a dot, or those that `figures` knows. */
export const namedScope = (
  names: readonly string[],
  figures: (name: string) => ExpressionScope | undefined = () => undefined,
): ExpressionScope =>
  mapScope(
    new Map(
      names.map((name) => {
        const members = figures(name);
        return [name, { node: { node: 'word', name }, type: UNKNOWN_TYPE, ...(members ? { members } : {}) }];
      }),
    ),
    '',
  );

export function mapScope(meanings: ReadonlyMap<string, Meaning>, description: string): ExpressionScope {
  return { lookup: (name) => meanings.get(name), names: () => meanings.keys(), description };
}
