import type { Action, Body, Declaration, File, Statement } from '../../language/generated/ast.ts';
import { isStep } from '../../language/generated/ast.ts';
import { VOCABULARY } from '../../language/index.ts';
import { placeOf } from '../../language/vocabulary/vocabulary.ts';
import type { BodyWord } from '../../language/vocabulary/word.ts';

/** Every noun, every verb at each of its places, and their properties: `source`, `source.format`, `pick in labels`. */
export function wordsOfLanguage(): string[] {
  const nouns = [...VOCABULARY.nouns.values()].flatMap((noun) => [
    noun.noun,
    ...Object.keys(noun.properties).map((name) => `${noun.noun}.${name}`),
  ]);
  const verbs = [...VOCABULARY.verbs.values()].flat().flatMap((verb) => {
    const name = nameOfVerb(verb);
    return [name, ...Object.keys(verb.properties).map((property) => `${name}.${property}`)];
  });
  return [...nouns, ...verbs];
}

/** The words that files use, by the same names. */
export function wordsUsed(files: readonly File[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const file of files) for (const statement of file.statements) walk(statement, undefined, used);
  return used;
}

/** A verb may mean different things at different places, and the same at several of them. */
const nameOfVerb = (verb: BodyWord & { verb: string; in: readonly string[] }): string =>
  `${verb.verb} in ${verb.in[0]!}`;

function walkBody(body: Body | undefined, word: BodyWord | undefined, used: Set<string>): void {
  for (const statement of body?.statements ?? []) walk(statement, word, used);
}

function walk(statement: Statement, word: BodyWord | undefined, used: Set<string>): void {
  switch (statement.$type) {
    case 'PackageStatement':
    case 'ImportStatement':
    case 'Condition':
      return;
    case 'Entry':
      if (word && Object.hasOwn(word.properties, statement.name))
        used.add(`${'verb' in word ? nameOfVerb(word as never) : placeOf(word)}.${statement.name}`);
      return;
    case 'Action':
      return walkAction(statement, word && placeOf(word), used);
    case 'Handler':
      if (statement.action) walkAction(statement.action, 'on', used);
      for (const each of statement.body?.statements ?? [])
        if (each.$type === 'Action') walkAction(each, 'on', used);
      return;
    case 'When':
      walkBody(statement.body, word, used);
      if (statement.alternative) walk(statement.alternative, word, used);
      return walkBody(statement.otherwise, word, used);
    case 'ForEach':
      return walkBody(statement.body, word, used);
    default:
      return walkDeclaration(statement, used);
  }
}

function walkDeclaration(node: Declaration, used: Set<string>): void {
  used.add(node.noun);
  if (isStep(node)) {
    if (node.action) walkAction(node.action, 'step', used);
    return;
  }
  const made = node.noun === 'template' ? node.clauses.find(({ word }) => word === 'for')?.value : undefined;
  walkBody(node.body, VOCABULARY.nouns.get(made?.$type === 'NameRef' ? made.name : node.noun), used);
}

function walkAction(node: Action, place: string | undefined, used: Set<string>): void {
  const verb = place === undefined ? undefined : VOCABULARY.verbIn(place, node.verb);
  if (verb) used.add(nameOfVerb(verb));
  walkBody(node.body, verb, used);
  if (node.next) walkAction(node.next, 'on', used);
}
