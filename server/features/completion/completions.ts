import {
  isAction,
  isCondition,
  isDeclaration,
  isEntry,
  isHandler,
  isImportStatement,
  isPackageStatement,
  type Syntax,
} from '../../../language/index.ts';
import { expectedAt } from '../../names/expected.ts';
import { placeOfStatement, verbOf } from '../../names/statement-place.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Candidate } from './candidate.ts';
import { findCursor, wordAt, type Cursor, type Word } from './cursor.ts';
import { declarationSlice } from './declaration-slice.ts';
import { clauseWords, declarationNames, eventNames, headerWords } from './header-words.ts';
import { importedNames, importedPackages, ownPackages } from './import-candidates.ts';
import { memberCandidates } from './member-candidates.ts';
import { viewOf, type NameView } from './name-view.ts';
import { rankedList, type RankedList } from './ranked-list.ts';
import { statementWords } from './statement-words.ts';
import { COMMENT_WORD, commentCandidates } from './suppression-candidates.ts';
import { textCandidates } from './text-candidates.ts';
import { textPlace } from './text-place.ts';
import { valueCandidates } from './value-candidates.ts';
import { versionCandidates } from './version-candidates.ts';

export interface Completions extends RankedList, Word {}

export interface CompletionOptions {
  /** Longest list; the rest comes when more is typed. */
  readonly most: number;
  /** Codes of the findings that a comment at a line would hide. */
  readonly foundBelow: (offset: number) => ReadonlySet<string>;
}

/** Everything that can be written at an offset of a file, best first; undefined where nothing is offered. */
export async function completionsAt(
  model: ModelFile,
  offset: number,
  { most, foundBelow }: CompletionOptions,
): Promise<Completions | undefined> {
  const { file } = model;
  const place = textPlace(file.text, offset, declarationSlice(file, offset).start);
  const ranked = (word: Word, candidates: Iterable<Candidate>): Completions => {
    const { prefix, start, end } = word;
    return { prefix, start, end, ...rankedList(candidates, prefix, most) };
  };
  switch (place.is) {
    case 'comment': {
      const prefix = COMMENT_WORD.exec(place.written)![0];
      const word = { prefix, start: offset - prefix.length, end: offset };
      return ranked(word, commentCandidates(place.written, foundBelow(offset)));
    }
    case 'text': {
      const found = await textCandidates(model, place, offset);
      if (!found) return undefined;
      const completions = ranked(found, found.candidates);
      model.project.analysis.forget(found.symbols.declared);
      return completions;
    }
    case 'code':
      return codeCompletions(model, wordAt(file.text, offset), ranked);
    case 'quoted name': {
      const prefix = file.text.slice(place.start, offset);
      return codeCompletions(model, { prefix, start: place.start, end: place.end }, (word, candidates) =>
        ranked(word, inQuotes(candidates)),
      );
    }
  }
}

function codeCompletions(
  model: ModelFile,
  word: Word,
  ranked: (word: Word, candidates: Iterable<Candidate>) => Completions,
): Completions | undefined {
  const cursor = findCursor(model.file, word);
  if (!cursor) return undefined;
  const view = viewOf(model, cursor);
  try {
    return ranked(cursor, candidatesAt(cursor, view));
  } finally {
    view.project.analysis.forget(cursor.symbols.declared);
  }
}

/** What is typed begins with a backtick, so that what it is compared with does, too. */
function* inQuotes(candidates: Iterable<Candidate>): Iterable<Candidate> {
  for (const candidate of candidates)
    yield { ...candidate, filter: `\`${candidate.filter ?? candidate.label}\`` };
}

function* candidatesAt(cursor: Cursor, view: NameView): Iterable<Candidate> {
  const { node, property } = cursor.place;
  if (cursor.afterValue || property === 'flags') yield* headerWords(cursor, view);
  else if (isPackageStatement(node)) yield* ownPackages(node, view);
  else if (isImportStatement(node)) yield* importedPackages(node, view);
  else if (node.$type === 'ImportedName') {
    if (property === 'name') yield* importedNames(node as Syntax.ImportedName, view);
  } else if (isHandler(node)) yield* eventNames(node, view);
  else if (isDeclaration(node)) {
    if (property === 'name') yield* declarationNames(node, view);
  } else if (isEntry(node) || isAction(node)) {
    if (property === 'name' || property === 'verb') yield* statementsHere(node, view);
  } else yield* expressionsAt(cursor, view);
}

function* expressionsAt(
  { place: { node, property }, prefix, start, end }: Cursor,
  view: NameView,
): Iterable<Candidate> {
  const at = expectedAt(node, view);
  if (node.$type === 'Member' && property === 'member') {
    yield* memberCandidates((node as Syntax.Member).receiver, at, view);
  } else if (node.$type === 'Version' && property === 'version') {
    yield* versionCandidates(node as Syntax.Version, { prefix, start, end }, at?.around, view);
  } else if (node.$type === 'NameRef') {
    if (isAction(node.$container)) {
      const object = verbOf(node.$container, view)?.object;
      // Where nothing or not necessarily an object is acted on, clauses may follow at once.
      if (object?.required !== true) yield* clauseWords(node.$container, undefined, view);
      if (!object) return;
    }
    // A condition is also the beginning of a statement.
    if (isCondition(node.$container)) yield* statementsHere(node.$container, view);
    if (at) yield* valueCandidates(node as Syntax.NameRef, at, prefix, view);
  }
}

function* statementsHere(statement: Syntax.Statement, view: NameView): Iterable<Candidate> {
  const container = statement.$container as { readonly statements?: readonly Syntax.Statement[] } | undefined;
  const siblings = (container?.statements ?? []).filter((each) => each !== statement);
  yield* statementWords(placeOfStatement(statement, view), siblings, view);
}
