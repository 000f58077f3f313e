import {
  VOCABULARY,
  isDeclaration,
  isEntry,
  offsetsOf,
  placeOf,
  type PropertyWord,
  type Syntax,
} from '../../../language/index.ts';
import type { StatementPlace } from '../../names/statement-place.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { columnRows, tensorRows } from './data-file-candidates.ts';
import { exampleBody, exampleDeclarations } from './example-snippets.ts';
import type { NameView } from './name-view.ts';
import { nounSnippet, propertySnippet, verbSnippet } from './noun-snippet.ts';
import { referenceCandidates } from './reference-candidates.ts';
import { scopeNames } from './scope-names.ts';
import { ENDINGS } from './path-candidates.ts';
import { SnippetStops } from './snippet.ts';
import { isChosen, isOnlyText } from './value-snippet.ts';

/** What a statement can begin with at a place: properties that are not set yet, nouns, verbs, events, conditions. */
export function* statementWords(
  place: StatementPlace,
  siblings: readonly Syntax.Statement[],
  view: NameView,
): Iterable<Candidate> {
  const { word, where } = place;
  if (where === 'file') {
    yield* fileWords(view);
    yield* exampleDeclarations();
  }
  if (VOCABULARY.nouns.has(where)) yield* exampleBody(where, siblings);
  if (where === 'schema' || where === 'columns') yield* columnRows(place.around, siblings, view);
  if (where === 'model') yield* tensorRows(place.around, view);
  if (word && where !== 'on' && where !== 'step') yield* properties(place, siblings);
  const present = new Set(siblings.filter(isDeclaration).map(({ noun }) => noun));
  for (const noun of VOCABULARY.nounsIn(where)) {
    if (noun.name === 'none' && present.has(noun.noun)) continue;
    yield {
      label: noun.noun,
      kind: CandidateKind.Class,
      detail: noun.area,
      inWords: `area ${noun.area}`,
      doc: noun.doc,
      rank: 3,
      ...nounSnippet(noun, where),
    };
  }
  for (const verb of VOCABULARY.verbsIn(where).values()) {
    const takes = verb.object ?? Object.values(verb.clauses).find(({ required }) => required);
    yield {
      label: verb.verb,
      kind: CandidateKind.Keyword,
      doc: verb.doc,
      rank: 2,
      ...(takes ? { detail: takes.type.description } : {}),
      ...verbSnippet(verb, placeOf(verb)),
    };
  }
  if (!word || where === 'on' || where === 'step') return;
  if (where === 'split' && word.settings) yield* partNames(siblings);
  if (word.events) {
    yield { label: 'on', kind: CandidateKind.Event, doc: 'What happens when something goes wrong.', insert: 'on ', goesOn: true, rank: 4 }; // prettier-ignore
  }
  if (word.shares?.type.kinds) yield* referenceCandidates(word.shares.type.kinds, place.around, view);
  if (word.flow) yield* FLOW;
  if (word.conditions) yield* scopeNames(word.conditions.scope, place.around, view, { rank: 1 });
}

function* properties({ word }: StatementPlace, siblings: readonly Syntax.Statement[]): Iterable<Candidate> {
  const set = new Set(siblings.filter(isEntry).map((entry) => entry.name));
  let order = 0;
  for (const [name, property] of Object.entries(word!.properties)) {
    if (set.has(name)) continue;
    const { type, required, default: byDefault } = property;
    yield {
      label: name,
      kind: CandidateKind.Property,
      detail: `${required ? 'required, ' : ''}${type.description}`,
      doc: byDefault === undefined ? property.doc : `${property.doc}\n\nDefault: \`${byDefault}\``,
      ...propertyText(name, property),
      rank: required ? 0 : 1,
      order: order++,
    };
  }
}

/** What is chosen from a list is not written in advance, the list opens instead. */
function propertyText(
  name: string,
  property: PropertyWord,
): Pick<Candidate, 'insert' | 'isSnippet' | 'goesOn'> {
  const { library, file } = property.type;
  const isListed = library !== undefined || file || Object.hasOwn(ENDINGS, name);
  if (isListed && isOnlyText(property.type))
    return { insert: `${name}: "$1"`, isSnippet: true, goesOn: true };
  if (isChosen(property.type)) return { insert: `${name}: `, goesOn: true };
  return { insert: propertySnippet(name, property, new SnippetStops()), isSnippet: true };
}

/** Parts of a split as they are mostly called. */
function* partNames(siblings: readonly Syntax.Statement[]): Iterable<Candidate> {
  const there = new Set(siblings.filter(isEntry).map(({ name }) => name));
  for (const [order, [label, share]] of [
    ['train', '80%'],
    ['eval', '10%'],
    ['test', '10%'],
  ].entries()) {
    if (!there.has(label!)) yield { label: label!, kind: CandidateKind.Field, detail: 'part', insert: `${label!}: \${1:${share!}}`, isSnippet: true, rank: 0, order }; // prettier-ignore
  }
}

function* fileWords({ written, start }: NameView): Iterable<Candidate> {
  const known = written.symbols.packageNode;
  // The word that is typed may be the package's own.
  if (!known || offsetsOf(known)?.start === start) {
    yield { label: 'package', kind: CandidateKind.Keyword, doc: 'The package that the file belongs to.', insert: 'package ', goesOn: true, rank: 0 }; // prettier-ignore
  }
  yield { label: 'import', kind: CandidateKind.Keyword, doc: 'Names of another package.', insert: 'import ', goesOn: true, rank: 4 }; // prettier-ignore
}

const FLOW: readonly Candidate[] = [
  { label: 'when', kind: CandidateKind.Keyword, doc: 'A branch.', insert: 'when ${1:condition} {\n\t$0\n}', isSnippet: true, rank: 4 },
  { label: 'for each', kind: CandidateKind.Keyword, doc: 'Once for each value.', insert: 'for each ${1:x} in ${2:values} {\n\t$0\n}', isSnippet: true, rank: 4 },
]; // prettier-ignore
