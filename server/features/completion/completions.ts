import {
  isAction,
  isClause,
  isCondition,
  isDeclaration,
  isEntry,
  isHandler,
  isImportStatement,
  NameScope,
  VOCABULARY,
  type Syntax,
} from '../../../language/index.ts';
import { placeOfStatement } from '../../names/statement-place.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { findCursor, type Cursor } from './cursor.ts';
import { clausesOf, expectedAt, flagsOf } from '../../names/expected.ts';
import { importedNames, packageNames } from './import-candidates.ts';
import { memberCandidates } from './member-candidates.ts';
import { referenceCandidate, type NameView } from './reference-candidates.ts';
import { statementWords } from './statement-words.ts';
import { valueCandidates } from './value-candidates.ts';

export interface Completions {
  readonly candidates: readonly Candidate[];
  /** Offsets of the word that is replaced. */
  readonly start: number;
  readonly end: number;
}

/** Everything that can be written at an offset of a file. */
export function completionsAt(model: ModelFile, offset: number): Completions | undefined {
  const cursor = findCursor(model.path, model.document.getText(), offset);
  if (!cursor) return undefined;
  const view: NameView = { symbols: cursor.symbols, project: model.project, written: model.file.ast };
  return { candidates: [...candidatesAt(cursor, view)], start: cursor.start, end: cursor.end };
}

function* candidatesAt(cursor: Cursor, view: NameView): Iterable<Candidate> {
  const { node, property } = cursor.place;
  if (cursor.afterValue || property === 'flags') {
    yield* headerWords(cursor, view);
    return;
  }
  if (isImportStatement(node)) {
    yield* packageNames(node, view);
    return;
  }
  if (node.$type === 'ImportedName') {
    yield* importedNames(node as Syntax.ImportedName, view);
    return;
  }
  if (isHandler(node)) {
    yield* events(node, view);
    return;
  }
  if (isDeclaration(node) && property === 'name') {
    yield* declarationNames(node, view);
    return;
  }
  if (isEntry(node) && property === 'name') {
    yield* statementsHere(node, view);
    return;
  }
  if (isAction(node) && property === 'verb') {
    yield* statementsHere(node, view);
    return;
  }
  const at = expectedAt(node, view);
  const around = at?.around;
  if (node.$type === 'Member') yield* memberCandidates((node as Syntax.Member).receiver, at, around, view);
  if (node.$type !== 'NameRef') return;
  // A condition is also the beginning of a statement.
  if (isCondition(node.$container)) yield* statementsHere(node.$container, view);
  if (at) yield* valueCandidates(at, cursor.prefix, view);
}

function* statementsHere(statement: Syntax.Statement, view: NameView): Iterable<Candidate> {
  const siblings =
    (statement.$container as { statements?: readonly Syntax.Statement[] } | undefined)?.statements ?? [];
  yield* statementWords(
    placeOfStatement(statement, view),
    siblings.filter((each) => each !== statement),
    view,
  );
}

/** Behind a name or value: clauses that are not there yet, flags, and what comes next. */
function* headerWords({ place: { node } }: Cursor, view: NameView): Iterable<Candidate> {
  const clause = node.$container;
  const statement = isClause(clause) ? clause.$container : node;
  const written = (statement as { clauses?: readonly Syntax.Clause[] }).clauses ?? [];
  const used = new Set(written.filter((each) => each !== clause).map(({ word }) => word));
  for (const [label, word] of Object.entries(clausesOf(statement, view))) {
    if (used.has(label)) continue;
    const detail = `${word.required ? 'required, ' : ''}${word.type.description}`;
    yield {
      label,
      kind: CandidateKind.Keyword,
      detail,
      doc: word.doc,
      insert: `${label} `,
      goesOn: true,
      rank: word.required ? 0 : 1,
    };
  }
  for (const [label, doc] of Object.entries(flagsOf(statement, view))) {
    yield { label, kind: CandidateKind.EnumMember, doc, rank: 2 };
  }
  if (isAction(statement) && placeOfStatement(statement, view).where === 'on') {
    yield { label: 'then', kind: CandidateKind.Keyword, doc: 'What happens next when this does not help.', insert: 'then ', goesOn: true, rank: 3 }; // prettier-ignore
  }
}

function* events(handler: Syntax.Handler, view: NameView): Iterable<Candidate> {
  for (const [label, doc] of Object.entries(placeOfStatement(handler, view).word?.events ?? {})) {
    yield { label, kind: CandidateKind.Event, doc, insert: `${label} `, goesOn: true, rank: 0 };
  }
}

/** A name chosen from the vocabulary, or of an element that an environment overrides; other names are invented. */
function* declarationNames(node: Syntax.Declaration, view: NameView): Iterable<Candidate> {
  for (const [label, doc] of Object.entries(VOCABULARY.nouns.get(node.noun)?.choices ?? {})) {
    yield { label, kind: CandidateKind.EnumMember, doc, rank: 0 };
  }
  if (placeOfStatement(node, view).where !== 'environment') return;
  for (const symbol of new NameScope(view.project.analysis.project, view.symbols).visible()) {
    if (symbol.kind === node.noun) yield referenceCandidate(symbol, view, { rank: 0 });
  }
}
