import { ATTRIBUTES, NameScope, printType, type Symbol, type Syntax } from '../../../language/index.ts';
import type { FileView } from '../../names/statement-place.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import type { ExpectedAt } from '../../names/expected.ts';
import { referenceCandidate } from './reference-candidates.ts';

/** What can follow a dot: results of a step, columns and features, members and attributes of an element. */
export function* memberCandidates(
  receiver: Syntax.Expression,
  at: ExpectedAt | undefined,
  around: Symbol | undefined,
  view: FileView,
): Iterable<Candidate> {
  const { analysis } = view.project;
  const scopeName =
    at?.expected.is === 'value' ? (at.expected.type.items ?? at.expected.type).scope : undefined;
  const scope = scopeName && analysis.scope(scopeName, at!.around);
  const path = pathOf(receiver);
  if (!path) return;
  const [head, ...rest] = path as [string, ...string[]];
  let meaning = scope?.lookup(head);
  for (const name of rest) meaning = meaning?.members?.lookup(name);
  if (meaning?.members) {
    for (const name of meaning.members.names()) {
      const member = meaning.members.lookup(name)!;
      const detail = member.type.kind === 'unknown' ? {} : { detail: printType(member.type) };
      yield { label: name, kind: CandidateKind.Field, rank: 0, ...detail };
    }
    return;
  }
  const names = new NameScope(analysis.project, view.symbols, around);
  let symbol = names.lookup(head);
  for (const name of rest) symbol = symbol && names.member(symbol, name);
  if (!symbol) return;
  for (const member of [...symbol.members.values(), ...(names.templateOf(symbol)?.members.values() ?? [])]) {
    yield referenceCandidate(member, view, { rank: 0 });
  }
  for (const [label, doc] of Object.entries(ATTRIBUTES[symbol.kind] ?? {})) {
    yield { label, kind: CandidateKind.Constant, doc, rank: 1 };
  }
}

/** The names of `a.b.c`; undefined for anything else. */
function pathOf(node: Syntax.Expression): string[] | undefined {
  if (node.$type === 'NameRef') return [node.name];
  const above = node.$type === 'Member' ? pathOf(node.receiver) : undefined;
  return above && node.$type === 'Member' ? [...above, node.member] : undefined;
}
