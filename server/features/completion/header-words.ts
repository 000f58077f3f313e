import { isAction, isClause, VOCABULARY, NameScope, type Syntax } from '../../../language/index.ts';
import { clausesOf, flagsOf } from '../../names/expected.ts';
import { placeOfStatement, verbOf } from '../../names/statement-place.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import type { Cursor } from './cursor.ts';
import { tensorNames } from './data-file-candidates.ts';
import type { NameView } from './name-view.ts';
import { referenceCandidate } from './reference-candidates.ts';

/** Behind a name or value. */
export function* headerWords({ place: { node } }: Cursor, view: NameView): Iterable<Candidate> {
  const clause = node.$container;
  yield* isClause(clause) ? clauseWords(clause.$container, clause, view) : clauseWords(node, undefined, view);
}

/** Clauses that are not there yet, flags, and what comes next; `tried` is one that is there only to be asked for. */
export function* clauseWords(
  statement: Syntax.Clause['$container'] | object,
  tried: Syntax.Clause | undefined,
  view: NameView,
): Iterable<Candidate> {
  const parts = statement as {
    readonly clauses?: readonly Syntax.Clause[];
    readonly flags?: readonly string[];
  };
  const used = new Set((parts.clauses ?? []).filter((each) => each !== tried).map(({ word }) => word));
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
  if (isAction(statement) && goesOnWithThen(statement, view)) {
    yield { label: 'then', kind: CandidateKind.Keyword, doc: 'What happens next when this does not help.', insert: 'then ', goesOn: true, rank: 3 }; // prettier-ignore
  }
}

/** Recovery has further steps; a condition says what happens when it does not hold. */
const goesOnWithThen = (action: Syntax.Action, view: NameView): boolean =>
  placeOfStatement(action, view).where === 'on' || verbOf(action, view)?.object?.type.scope !== undefined;

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
