import {
  VOCABULARY,
  isDeclaration,
  isEntry,
  type PropertyWord,
  type Syntax,
} from '../../../language/index.ts';
import type { StatementPlace } from '../../names/statement-place.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { columnRows, tensorRows } from './data-file-candidates.ts';
import type { NameView } from './name-view.ts';
import { nounSnippet, propertySnippet, requiredProperties } from './noun-snippet.ts';
import { scopeNames } from './scope-names.ts';
import { SnippetStops } from './snippet.ts';

/** What a statement can begin with at a place: properties that are not set yet, nouns, verbs, events, conditions. */
export function* statementWords(
  place: StatementPlace,
  siblings: readonly Syntax.Statement[],
  view: NameView,
): Iterable<Candidate> {
  const { word, where } = place;
  if (where === 'file') yield* fileWords(view);
  if (where === 'schema' || where === 'columns') yield* columnRows(place.around, siblings, view);
  if (where === 'model') yield* tensorRows(place.around, view);
  if (word && where !== 'on' && where !== 'step') yield* properties(place, siblings);
  const present = new Set(siblings.filter(isDeclaration).map(({ noun }) => noun));
  for (const noun of VOCABULARY.nounsIn(where)) {
    if (noun.name === 'none' && present.has(noun.noun)) continue;
    yield {
      label: noun.noun,
      kind: CandidateKind.Class,
      doc: noun.doc,
      rank: 3,
      ...nounSnippet(noun, where),
    };
  }
  for (const verb of VOCABULARY.verbsIn(where).values()) {
    const takes = verb.object;
    yield {
      label: verb.verb,
      kind: CandidateKind.Keyword,
      doc: verb.doc,
      rank: 2,
      ...(takes ? { detail: takes.type.description, insert: `${verb.verb} `, goesOn: true } : {}),
    };
  }
  if (!word || where === 'on' || where === 'step') return;
  if (word.events) {
    yield { label: 'on', kind: CandidateKind.Event, doc: 'What happens when something goes wrong.', insert: 'on ', goesOn: true, rank: 4 }; // prettier-ignore
  }
  if (word.flow) yield* FLOW;
  if (word.conditions) yield* scopeNames(word.conditions.scope, place.around, view, 1);
}

function* properties({ word }: StatementPlace, siblings: readonly Syntax.Statement[]): Iterable<Candidate> {
  const set = new Set(siblings.filter(isEntry).map((entry) => entry.name));
  const missing = requiredProperties(word!).filter(([name]) => !set.has(name));
  if (missing.length > 1) yield allRequired(missing);
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
  const { words, kinds, functions, library, file, dimension } = property.type;
  if (library !== undefined || file) return { insert: `${name}: "$1"`, isSnippet: true, goesOn: true };
  const isChosen =
    words !== undefined || kinds !== undefined || functions !== undefined || dimension !== undefined;
  if (isChosen || property.default === undefined) return { insert: `${name}: `, goesOn: isChosen };
  return { insert: propertySnippet(name, property, new SnippetStops()), isSnippet: true };
}

function allRequired(missing: readonly [string, PropertyWord][]): Candidate {
  const stops = new SnippetStops();
  const names = missing.map(([name]) => name);
  return {
    label: names.join(', '),
    kind: CandidateKind.Snippet,
    detail: 'all that is required',
    insert: missing.map(([name, property]) => propertySnippet(name, property, stops)).join('\n'),
    isSnippet: true,
    filter: `${names.join(' ')} required`,
    rank: 0,
  };
}

function* fileWords({ written }: NameView): Iterable<Candidate> {
  if (!written.symbols.packageNode) {
    yield { label: 'package', kind: CandidateKind.Keyword, doc: 'The package that the file belongs to.', insert: 'package ', goesOn: true, rank: 0 }; // prettier-ignore
  }
  yield { label: 'import', kind: CandidateKind.Keyword, doc: 'Names of another package.', insert: 'import ', goesOn: true, rank: 4 }; // prettier-ignore
}

const FLOW: readonly Candidate[] = [
  { label: 'when', kind: CandidateKind.Keyword, doc: 'A branch.', insert: 'when ${1:condition} {\n\t$0\n}', isSnippet: true, rank: 4 },
  { label: 'for each', kind: CandidateKind.Keyword, doc: 'Once for each value.', insert: 'for each ${1:x} in ${2:values} {\n\t$0\n}', isSnippet: true, rank: 4 },
]; // prettier-ignore
