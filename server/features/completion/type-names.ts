import { SCALAR_TYPES } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';

/** Types of values, plain ones first. */
export function* typeNames(): Iterable<Candidate> {
  for (const [order, name] of SCALAR_TYPES.entries())
    yield { label: name, kind: CandidateKind.TypeParameter, rank: 1, order };
  for (const [label, insert] of COMPOUND) {
    yield { label, kind: CandidateKind.TypeParameter, insert, isSnippet: true, rank: 2 };
  }
}

const COMPOUND = [
  ['list', 'list[${1:string}]$0'],
  ['enum', 'enum[$1]$0'],
  ['decimal', 'decimal[${1:10}, ${2:2}]$0'],
  ['struct', 'struct[${1:name}: ${2:string}]$0'],
] as const;
