import { FUNCTIONS, printType, type Symbol, type ValueType } from '../../../language/index.ts';
import type { FileView } from '../../names/statement-place.ts';
import { CandidateKind, type Candidate } from './candidate.ts';

type ScopeName = NonNullable<ValueType['scope']>;
type Role = typeof FUNCTIONS extends ReadonlyMap<string, { readonly role: infer R }> ? R : never;

/** Which functions make sense over the names of a scope; in other scopes none does. */
const ROLES: Readonly<Partial<Record<ScopeName, readonly Role[]>>> = {
  columns: ['scalar'],
  features: ['aggregate', 'scalar'],
  rows: ['check', 'scalar', 'aggregate'],
  metrics: ['aggregate'],
  measures: ['measure'],
  request: ['scalar'],
};

/** Names and functions that an expression may use at a place. */
export function* scopeNames(
  scope: ScopeName,
  around: Symbol | undefined,
  view: FileView,
  rank = 0,
): Iterable<Candidate> {
  const names = view.project.analysis.scope(scope, around);
  for (const name of new Set(names.names())) {
    const meaning = names.lookup(name)!;
    const { type, symbol, members } = meaning;
    yield {
      label: name,
      kind: members && !symbol ? CandidateKind.Struct : CandidateKind.Field,
      detail: type.kind === 'unknown' ? (symbol?.kind ?? '') : printType(type),
      rank,
    };
  }
  for (const word of FUNCTIONS.values()) {
    if (!ROLES[scope]?.includes(word.role)) continue;
    const takesNothing = word.arity[1] === 0;
    yield {
      label: word.name,
      kind: CandidateKind.Function,
      detail: word.signature,
      doc: word.doc,
      insert: takesNothing ? `${word.name}()` : `${word.name}($1)$0`,
      isSnippet: !takesNothing,
      rank: rank + 1,
    };
  }
}
