import { VOCABULARY, isDeclaration, isEntry, type NounWord, type Syntax } from '../../../language/index.ts';
import type { FileView, StatementPlace } from '../../names/statement-place.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { scopeNames } from './scope-names.ts';

/** What a statement can begin with at a place: properties that are not set yet, nouns, verbs, events, conditions. */
export function* statementWords(
  place: StatementPlace,
  siblings: readonly Syntax.Statement[],
  view: FileView,
): Iterable<Candidate> {
  const { word, where } = place;
  if (where === 'file') yield* fileWords(siblings);
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
  for (const [name, property] of Object.entries(word!.properties)) {
    if (set.has(name)) continue;
    const { type, required, default: byDefault } = property;
    const chosen = type.words !== undefined || type.kinds !== undefined || type.functions !== undefined;
    yield {
      label: name,
      kind: CandidateKind.Property,
      detail: `${required ? 'required, ' : ''}${type.description}`,
      doc: byDefault === undefined ? property.doc : `${property.doc}\n\nDefault: \`${byDefault}\``,
      insert: `${name}: `,
      goesOn: chosen,
      rank: required ? 0 : 1,
    };
  }
}

function* fileWords(siblings: readonly Syntax.Statement[]): Iterable<Candidate> {
  if (!siblings.some((each) => each.$type === 'PackageStatement')) {
    yield { label: 'package', kind: CandidateKind.Keyword, doc: 'The package that the file belongs to.', insert: 'package ', goesOn: true, rank: 0 }; // prettier-ignore
  }
  yield { label: 'import', kind: CandidateKind.Keyword, doc: 'Names of another package.', insert: 'import ', goesOn: true, rank: 4 }; // prettier-ignore
}

const FLOW: readonly Candidate[] = [
  { label: 'when', kind: CandidateKind.Keyword, doc: 'A branch.', insert: 'when ${1:condition} {\n\t$0\n}', isSnippet: true, rank: 4 },
  { label: 'for each', kind: CandidateKind.Keyword, doc: 'Once for each value.', insert: 'for each ${1:x} in ${2:values} {\n\t$0\n}', isSnippet: true, rank: 4 },
]; // prettier-ignore

/** A declaration with its name, required parts and braces, ready to be filled in. */
function nounSnippet(noun: NounWord, where: string): Pick<Candidate, 'insert' | 'isSnippet' | 'goesOn'> {
  if (where === 'environment') return { insert: `${noun.noun} `, goesOn: true };
  let stop = 1;
  const hole = (text: string): string => `\${${stop++}:${text}}`;
  const parts = [noun.noun];
  if (noun.choices) parts.push(`\${${stop++}|${Object.keys(noun.choices).join(',')}|}`);
  else if (noun.name === 'required') parts.push(hole('name'));
  if (noun.typed === 'required') parts.push(':', hole('float32'));
  for (const [word, clause] of Object.entries(noun.clauses))
    if (clause.required) parts.push(word, hole(word));
  if (noun.noun === 'step') return { insert: [...parts, '='].join(' ').concat(' $0'), isSnippet: true };
  if (noun.value) return { insert: [...parts, '='].join(' ').concat(' $0'), isSnippet: true };
  const head = parts.join(' ');
  return { insert: hasBody(noun) ? `${head} {\n\t$0\n}` : `${head}$0`, isSnippet: true };
}

const hasBody = (noun: NounWord): boolean =>
  Object.keys(noun.properties).length > 0 ||
  noun.rows !== undefined ||
  noun.settings !== undefined ||
  noun.conditions !== undefined ||
  noun.shares !== undefined ||
  VOCABULARY.nounsIn(noun.noun).length > 0 ||
  VOCABULARY.verbsIn(noun.noun).size > 0;
