import { NOUNS, SCALAR_TYPES, type Syntax } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { around, isArgument, type NameView } from './name-view.ts';

/** What a type can be where `node` stands: a type, or an axis inside the brackets of one. */
export function* typeNames(node: Syntax.NameRef, view: NameView): Iterable<Candidate> {
  const inside = receiverOf(node);
  if (inside !== undefined && SCALARS.has(inside)) yield* axisNames(view);
  else if (inside !== 'enum' && inside !== 'decimal') yield* wholeTypes(node);
}

const SCALARS: ReadonlySet<string> = new Set(SCALAR_TYPES);

/** The word before the brackets that a node stands in. */
function receiverOf(node: Syntax.NameRef): string | undefined {
  const index = around(node, isArgument)?.$container;
  return index?.$type === 'Index' && index.receiver.$type === 'NameRef' ? index.receiver.name : undefined;
}

function* wholeTypes(node: Syntax.NameRef): Iterable<Candidate> {
  for (const [order, name] of SCALAR_TYPES.entries())
    yield { label: name, kind: CandidateKind.TypeParameter, rank: 1, order };
  for (const [label, insert] of COMPOUND) {
    yield { label, kind: CandidateKind.TypeParameter, insert, isSnippet: true, rank: 2 };
  }
  if (!isParameter(node.$container)) return;
  for (const label of ['int', 'float']) yield { label, kind: CandidateKind.TypeParameter, rank: 0 };
  for (const label of NOUNS.keys())
    yield { label, kind: CandidateKind.Class, detail: 'the name of one', rank: 3 };
}

const isParameter = (owner: { readonly $type: string; readonly noun?: string }): boolean =>
  owner.$type === 'Parameter' || owner.noun === 'param' || (owner.$type === 'Binary' && isParameter((owner as Syntax.Binary).$container)); // prettier-ignore

const COMPOUND = [
  ['list', 'list[${1:string}]$0'],
  ['enum', 'enum[$1]$0'],
  ['decimal', 'decimal[${1:10}, ${2:2}]$0'],
  ['struct', 'struct[${1:name}: ${2:string}]$0'],
] as const;

/** Axes as the file calls them; the first one of most tensors is the batch. */
function* axisNames({ written }: NameView): Iterable<Candidate> {
  const found = new Set(['batch']);
  for (const [, inside] of written.text.matchAll(/\b(?:u?int|b?float)\d*\[([^\]"\n]*)\]/gu)) {
    for (const [name] of inside!.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) found.add(name);
  }
  for (const [order, label] of [...found].entries()) {
    yield { label, kind: CandidateKind.Variable, detail: 'axis', rank: 0, order };
  }
}
