import { FUNCTIONS, type Symbol, type ValueType } from '../../../language/index.ts';
import type { FileView } from '../../names/statement-place.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { inBackticks, typeDetail } from './name-text.ts';

type ScopeName = NonNullable<ValueType['scope']>;
type Role = typeof FUNCTIONS extends ReadonlyMap<string, { readonly role: infer R }> ? R : never;
type Scope = ReturnType<FileView['project']['analysis']['scope']>;

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
  yield* meaningCandidates(view.project.analysis.scope(scope, around), rank);
  for (const word of FUNCTIONS.values()) {
    if (!ROLES[scope]?.includes(word.role)) continue;
    const takesNothing = word.arity[1] === 0;
    yield {
      label: word.name,
      otherwise: `${word.name}()`,
      kind: CandidateKind.Function,
      detail: word.signature,
      doc: word.doc,
      insert: takesNothing ? `${word.name}()` : `${word.name}($1)$0`,
      isSnippet: !takesNothing,
      goesOn: !takesNothing,
      rank: rank + 1,
    };
  }
}

/** The names of a scope with their types, in the order in which the scope has them. */
export function* meaningCandidates(
  names: Scope | (NonNullable<ReturnType<Scope['lookup']>>['members'] & object),
  rank: number,
): Iterable<Candidate> {
  let order = 0;
  for (const name of new Set(names.names())) {
    const meaning = names.lookup(name);
    if (!meaning) continue;
    const { type, symbol, members } = meaning;
    yield {
      label: name,
      kind: members && !symbol ? CandidateKind.Struct : CandidateKind.Field,
      detail: typeDetail(type) ?? symbol?.kind ?? '',
      // A feature of a view is written with its dot, as it is.
      ...(name.includes('.') ? {} : inBackticks(name)),
      ...(members ? { commit: ['.'] } : {}),
      rank,
      order: order++,
    };
  }
}
