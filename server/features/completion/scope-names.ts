import {
  FUNCTIONS,
  takesArgument,
  type DataType,
  type Symbol,
  type ValueType,
} from '../../../language/index.ts';
import { placeInBody, type FileView } from '../../names/statement-place.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { inBackticks, typeDetail } from './name-text.ts';

type ScopeName = NonNullable<ValueType['scope']>;
type Role = typeof FUNCTIONS extends ReadonlyMap<string, { readonly role: infer R }> ? R : never;
/** Names that can be looked up: those of a scope, or what one of them has inside. */
export type Names = ReturnType<FileView['project']['analysis']['scope']>;

/** Which functions make sense over the names of a scope; in other scopes none does. */
const ROLES: Readonly<Partial<Record<ScopeName, readonly Role[]>>> = {
  columns: ['scalar'],
  features: ['aggregate', 'scalar'],
  rows: ['check', 'scalar', 'aggregate'],
  metrics: ['aggregate', 'measure'],
  measures: ['measure', 'check'],
  request: ['scalar'],
};

/** Scopes of formulas that give a value. */
const FORMULAS: ReadonlySet<ScopeName> = new Set(['columns', 'features', 'rows', 'metric']);

const FORMULA_WORDS: readonly Candidate[] = [
  { label: 'if', kind: CandidateKind.Keyword, detail: 'if … then … else …', insert: 'if ${1:condition} then ${2:value} else ${3:value}', isSnippet: true, rank: 4 },
  { label: 'true', kind: CandidateKind.Constant, rank: 4 },
  { label: 'false', kind: CandidateKind.Constant, rank: 4 },
  { label: 'null', kind: CandidateKind.Constant, rank: 4 },
]; // prettier-ignore

/** Functions that take anything that has an order, and are mostly wanted of what another one takes. */
const OFTEN: ReadonlyMap<string, string> = new Map([
  ['min', 'avg'],
  ['max', 'avg'],
]);

/** Names and functions that an expression may use at a place: as an argument of a function what it takes first. */
export function* scopeNames(
  scope: ScopeName,
  around: Symbol | undefined,
  view: FileView,
  { rank = 0, callee }: { readonly rank?: number; readonly callee?: string | undefined } = {},
): Iterable<Candidate> {
  const fits = (type: DataType): boolean =>
    callee === undefined || takesArgument(OFTEN.get(callee) ?? callee, type);
  yield* meaningCandidates(view.project.analysis.scope(scope, around), rank, fits);
  if (FORMULAS.has(scope)) yield* FORMULA_WORDS;
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

/** Names that the bodies around bring, such as `baseline` in the steps of an optimisation. */
export function* namesOfBodies(node: { readonly $container?: unknown }, view: FileView): Iterable<Candidate> {
  for (let part: Part | undefined = node; part; part = part.$container as Part | undefined) {
    if (part.$type !== 'Body') continue;
    const { word } = placeInBody(part.$container as Parameters<typeof placeInBody>[0], view);
    for (const [label, doc] of Object.entries(word?.names ?? {})) {
      yield { label, kind: CandidateKind.Variable, doc, commit: ['.'], rank: 1, order: 900 };
    }
  }
}

interface Part {
  readonly $type?: string;
  readonly $container?: unknown;
}

/** Comes behind all that fits. */
const LATE = 5000;

/** The names of a scope with their types, in the order in which the scope has them, those of a fitting type first. */
export function* meaningCandidates(
  names: Names,
  rank: number,
  fits: (type: DataType) => boolean = () => true,
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
      order: order++ + (fits(type) ? 0 : LATE),
    };
  }
}
