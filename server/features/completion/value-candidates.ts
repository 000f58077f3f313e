import { DIMENSIONS, SCALAR_TYPES, type Symbol, type ValueType } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import type { ExpectedAt } from '../../names/expected.ts';
import { referenceCandidates, type NameView } from './reference-candidates.ts';
import { scopeNames } from './scope-names.ts';

/** What can be written as a value: words of the type, units, functions, names of elements. */
export function* valueCandidates(at: ExpectedAt, prefix: string, view: NameView): Iterable<Candidate> {
  const { expected, around, inCall } = at;
  if (expected.is === 'type') {
    yield* typeNames();
    return;
  }
  if (expected.is === 'template') {
    yield* referenceCandidates(['template'], around, view);
    return;
  }
  const type = expected.type.items ?? expected.type;
  if (type.scope) {
    yield* scopeNames(type.scope, around, view);
    return;
  }
  if (inCall) return;
  if (/^[0-9]/u.test(prefix)) {
    yield* units(type, prefix);
    return;
  }
  for (const [word, doc] of Object.entries(type.words ?? {})) {
    yield { label: word, kind: CandidateKind.EnumMember, doc, rank: 0 };
  }
  for (const [name, help] of Object.entries(type.functions ?? {})) {
    yield {
      label: name,
      kind: CandidateKind.Function,
      detail: help,
      insert: `${name}("$1")$0`,
      isSnippet: true,
      rank: 1,
    };
  }
  if (type.kinds) yield* referenceCandidates(type.kinds, around, view);
  if (type.file)
    yield {
      label: '"…"',
      kind: CandidateKind.File,
      detail: type.description,
      insert: '"$1"',
      isSnippet: true,
      rank: 1,
    };
  yield* parameters(around, view);
}

/** A parameter fits wherever its type does; which type that is, the check says. */
function* parameters(around: Symbol | undefined, view: NameView): Iterable<Candidate> {
  for (const candidate of referenceCandidates(['param', 'let', 'parameter'], around, view)) {
    if (!candidate.alsoEdit) yield { ...candidate, rank: 3 };
  }
}

function* units({ dimension }: ValueType, number: string): Iterable<Candidate> {
  const row = DIMENSIONS.find(({ name }) => name === dimension);
  if (!row || !/^[0-9_]+$/u.test(number)) return;
  for (const unit of Object.keys(row.units)) {
    yield { label: `${number}${unit}`, kind: CandidateKind.Unit, detail: row.name, rank: 0 };
  }
}

function* typeNames(): Iterable<Candidate> {
  for (const name of SCALAR_TYPES) yield { label: name, kind: CandidateKind.TypeParameter, rank: 0 };
  for (const [label, insert] of COMPOUND) {
    yield { label, kind: CandidateKind.TypeParameter, insert, isSnippet: true, rank: 1 };
  }
}

const COMPOUND = [
  ['list', 'list[${1:string}]$0'],
  ['enum', 'enum[$1]$0'],
  ['decimal', 'decimal[${1:10}, ${2:2}]$0'],
  ['struct', 'struct[${1:name}: ${2:string}]$0'],
] as const;
