import {
  isAction,
  isBody,
  isDeclaration,
  isEntry,
  isForEach,
  isHandler,
  isStep,
  isWhen,
  NameScope,
  placeOf,
  VOCABULARY,
  type BodyWord,
  type FileSymbols,
  type Project,
  type Symbol,
  type Syntax,
  type VerbWord,
} from '../../language/index.ts';
import { symbolOfNode } from './symbol-of-node.ts';

/** Which words may stand at a place, and whose names are seen there. */
export interface StatementPlace {
  /** Word whose body this is; undefined at the top of a file and in blocks of free settings. */
  readonly word: BodyWord | undefined;
  /** Where words are looked up: `file`, a noun or verb, `step` after `step name =`, `on` after an event. */
  readonly where: string;
  /** The innermost element with a name. */
  readonly around: Symbol | undefined;
}

/** A file's syntax and names, together with the project that it belongs to. */
export interface FileView {
  readonly symbols: FileSymbols;
  readonly project: Project;
}

type Node = Syntax.Statement['$container'] | Syntax.Statement | Syntax.Body | Syntax.Clause | undefined;

const FILE: StatementPlace = { word: undefined, where: 'file', around: undefined };

/** The place of a statement, found by going outwards from it. */
export function placeOfStatement(
  statement: { readonly $container?: unknown },
  view: FileView,
): StatementPlace {
  const container = statement.$container as Node;
  if (!container) return FILE;
  if (isBody(container)) return placeInBody(container.$container, view);
  if (isStep(container)) return { word: undefined, where: 'step', around: elementOf(container, view) };
  if (isHandler(container) || isAction(container)) {
    return { word: undefined, where: 'on', around: placeOfStatement(container, view).around };
  }
  return isWhen(container) ? placeOfStatement(container, view) : FILE;
}

/** The place inside the braces of a statement. */
export function placeInBody(owner: Node, view: FileView): StatementPlace {
  if (!owner) return FILE;
  const outer = placeOfStatement(owner, view);
  if (isDeclaration(owner)) {
    return {
      word: VOCABULARY.nouns.get(owner.noun),
      where: owner.noun,
      around: elementOf(owner, view) ?? outer.around,
    };
  }
  if (isAction(owner)) {
    const word = verbOf(owner, view);
    return { word, where: word ? placeOf(word) : owner.verb, around: outer.around };
  }
  if (isHandler(owner)) return { word: outer.word, where: 'on', around: outer.around };
  if (isWhen(owner) || isForEach(owner)) return outer;
  if (isEntry(owner)) return { word: wordOfEntry(owner, outer.word), where: '', around: outer.around };
  return { word: undefined, where: '', around: outer.around };
}

/** What may be set in the braces of a row, or in a property that is written as a block. */
function wordOfEntry(entry: Syntax.Entry, outer: BodyWord | undefined): BodyWord | undefined {
  const known =
    outer && Object.hasOwn(outer.properties, entry.name) ? outer.properties[entry.name] : undefined;
  if (!known) return outer?.rows?.properties && { properties: outer.rows.properties };
  const words = Object.entries(known.block === true ? (known.type.words ?? {}) : {});
  if (words.length === 0) return undefined;
  return { properties: Object.fromEntries(words.map(([word, doc]) => [word, { type: ANYTHING, doc }])) };
}

const ANYTHING: BodyWord['properties'][string]['type'] = { description: 'a value', read: (value) => value };

/** The vocabulary's word for an action at its place. */
export const verbOf = (action: Syntax.Action, view: FileView): VerbWord | undefined =>
  VOCABULARY.verbIn(placeOfStatement(action, view).where, action.verb);

/** What a declaration is about: itself, or the element that it overrides inside an environment. */
function elementOf(node: Syntax.Declaration, view: FileView): Symbol | undefined {
  const declared = symbolOfNode(view.symbols, node);
  if (declared || !node.name) return declared;
  const names = new NameScope(view.project.analysis.project, view.symbols);
  const found = names.lookup(node.name, [node.noun]);
  return found?.kind === node.noun ? found : undefined;
}
