import { isAction, isClause, VOCABULARY, NameScope, type Syntax } from '../../../language/index.ts';
import { clausesOf, flagsOf } from '../../names/expected.ts';
import { placeOfStatement } from '../../names/statement-place.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import type { Cursor } from './cursor.ts';
import { tensorNames } from './data-file-candidates.ts';
import type { NameView } from './name-view.ts';
import { referenceCandidate } from './reference-candidates.ts';

/** Behind a name or value: clauses that are not there yet, flags, and what comes next. */
export function* headerWords({ place: { node } }: Cursor, view: NameView): Iterable<Candidate> {
  const clause = node.$container;
  const statement = isClause(clause) ? clause.$container : node;
  const parts = statement as {
    readonly clauses?: readonly Syntax.Clause[];
    readonly flags?: readonly string[];
  };
  const used = new Set((parts.clauses ?? []).filter((each) => each !== clause).map(({ word }) => word));
  for (const [order, [label, word]] of Object.entries(clausesOf(statement, view)).entries()) {
    if (used.has(label)) continue;
    yield {
      label,
      kind: CandidateKind.Keyword,
      detail: `${word.required ? 'required, ' : ''}${word.type.description}`,
      doc: word.doc,
      insert: `${label} `,
      goesOn: true,
      rank: word.required ? 0 : 1,
      order,
    };
  }
  for (const [label, doc] of Object.entries(flagsOf(statement, view))) {
    if (!parts.flags?.includes(label)) yield { label, kind: CandidateKind.EnumMember, doc, rank: 2 };
  }
  if (isAction(statement) && placeOfStatement(statement, view).where === 'on') {
    yield { label: 'then', kind: CandidateKind.Keyword, doc: 'What happens next when this does not help.', insert: 'then ', goesOn: true, rank: 3 }; // prettier-ignore
  }
}

export function* eventNames(handler: Syntax.Handler, view: NameView): Iterable<Candidate> {
  for (const [label, doc] of Object.entries(placeOfStatement(handler, view).word?.events ?? {})) {
    yield { label, kind: CandidateKind.Event, doc, insert: `${label} `, goesOn: true, rank: 0 };
  }
}

/** Names that are not invented: words to choose from, tensors of the file, elements that an environment overrides. */
export function* declarationNames(node: Syntax.Declaration, view: NameView): Iterable<Candidate> {
  for (const [label, doc] of Object.entries(VOCABULARY.nouns.get(node.noun)?.choices ?? {})) {
    yield { label, kind: CandidateKind.EnumMember, doc, rank: 0 };
  }
  yield* tensorNames(node, view);
  const place = placeOfStatement(node, view);
  const names = new NameScope(view.project.analysis.project, view.symbols);
  const overridden = place.where === 'environment' ? names.visible() : membersInEnvironment(node, view);
  for (const symbol of overridden) {
    if (symbol.kind === node.noun)
      yield referenceCandidate(symbol, view, { rank: symbol.file.library ? 2 : 0, commit: [] });
  }
}

/** `environment prod { cloud main { cluster … } }`: what the overridden element has inside. */
function membersInEnvironment(
  node: Syntax.Declaration,
  view: NameView,
): Iterable<Parameters<typeof referenceCandidate>[0]> {
  let part: { readonly $container?: unknown; readonly noun?: string } = node;
  while (part.noun !== 'environment') {
    if (!part.$container) return [];
    part = part.$container;
  }
  return placeOfStatement(node, view).around?.members.values() ?? [];
}
