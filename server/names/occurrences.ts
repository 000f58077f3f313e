import type { Position, Range } from 'vscode-languageserver';
import { bindingRange, nameOf, syntaxAt, whereIs, type Symbol, type Syntax } from '../../language/index.ts'; // prettier-ignore
import { groupBy } from '../text/group-by.ts';
import type { SyntaxNode } from '../text/nodes-in.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import { isMeant } from './plain-words.ts';
import { ProjectNames } from './project-names.ts';
import { distinct, hasSymbol } from './symbol-identity.ts';
import { symbolOfNode } from './symbol-of-node.ts';
import { textNames } from './text-names.ts';
import { meaningOf } from './word-meaning.ts';

/** A place of a file that means a declaration. */
export interface Occurrence {
  readonly range: Range;
  /** The place is where the name is declared. */
  readonly isDeclaration: boolean;
  /** The name as it is written, without backticks; an import may have given it another one. */
  readonly name: string;
  readonly symbols: readonly Symbol[];
  /** What holds the name. */
  readonly node: SyntaxNode;
  /** In which kind of place it stands, which decides how a name is written there. */
  readonly in: 'header' | 'value' | 'text';
}

/** A name at a place of a file, and what it means. */
export interface NameAtPlace {
  readonly range: Range;
  /** Several when an import brings elements of different kinds with one name. */
  readonly symbols: readonly Symbol[];
}

export const namesOf = ({ project, host }: ModelFile): ProjectNames => new ProjectNames(project, host.words);

export function nameAt(model: ModelFile, position: Position): NameAtPlace | undefined {
  const place = syntaxAt(model.file.ast, model.document.offsetAt(position));
  if (place?.property === undefined) return undefined;
  const range = {
    start: model.document.positionAt(place.start),
    end: model.document.positionAt(place.end),
  };
  // A text can hold several names between characters that mean nothing.
  const bound = model.checked.bindings.filter(
    (binding) =>
      binding.node === place.node &&
      binding.property === place.property &&
      isMeant(binding, model.file, model.project) &&
      (!binding.span || holds(bindingRange(binding), position)),
  );
  const [first] = bound;
  if (first) {
    const symbols = [...new Set(bound.map(({ symbol }) => symbol))];
    return { range: first.span ? bindingRange(first) : range, symbols };
  }
  const declared =
    place.property === 'name' || place.property === 'variable'
      ? symbolOfNode(model.file.symbols, place.node)
      : undefined;
  if (declared) return { range, symbols: [declared] };
  if (place.node.$type === 'StringLiteral')
    return nameInText(place.node as Syntax.StringLiteral, position, model);
  const symbols = distinct(meaningOf(place.node, place.property, model, namesOf(model)));
  return symbols.length > 0 ? { range, symbols } : undefined;
}

function nameInText(
  node: Syntax.StringLiteral,
  position: Position,
  model: ModelFile,
): NameAtPlace | undefined {
  for (const { name, offset, symbols } of textNames(node, model, namesOf(model))) {
    const range = rangeInText(node, offset, name.length);
    if (symbols.length > 0 && holds(range, position)) return { range, symbols: distinct(symbols) };
  }
  return undefined;
}

export const rangeInText = (node: Syntax.StringLiteral, offset: number, length: number): Range =>
  bindingRange({ node, property: 'value', span: { offset, length } });

/** A name inside a text stands in one line; the place behind its last letter belongs to it. */
const holds = ({ start, end }: Range, { line, character }: Position): boolean =>
  line === start.line && character >= start.character && character <= end.character;

export const symbolsAt = (model: ModelFile, position: Position): readonly Symbol[] =>
  nameAt(model, position)?.symbols ?? [];

/** Where a file names one of several declarations, in the order of the text. */
export function occurrencesIn(model: ModelFile, symbols: readonly Symbol[]): Occurrence[] {
  if (symbols.length === 0) return [];
  const found = new Map<number, Occurrence>();
  const add = (range: Range, rest: Omit<Occurrence, 'range' | 'name'>): void => {
    const offset = model.document.offsetAt(range.start);
    // A value may be read more than once, as itself and inside a list; an import may mean two elements.
    const other = found.get(offset);
    const name = nameOf(model.document.getText(range));
    found.set(offset, other ? { ...other, symbols: distinct([...other.symbols, ...rest.symbols]) } : { range, name, ...rest }); // prettier-ignore
  };
  for (const symbol of symbols) {
    if (!symbol.file.library && symbol.file.path === model.path) {
      add(whereIs(symbol.node, 'name'), {
        node: symbol.node,
        symbols: [symbol],
        isDeclaration: true,
        in: 'header',
      });
    }
  }
  const known = new Set(symbols);
  for (const binding of model.checked.bindings) {
    if (!known.has(binding.symbol) || !isMeant(binding, model.file, model.project)) continue;
    const place = binding.span ? 'text' : binding.node.$type === 'NameRef' || binding.node.$type === 'Member' ? 'value' : 'header'; // prettier-ignore
    add(bindingRange(binding), {
      node: binding.node,
      symbols: [binding.symbol],
      isDeclaration: false,
      in: place,
    });
  }
  addUnbound(model, symbols, found, add);
  return [...found].sort(([a], [b]) => a - b).map(([, occurrence]) => occurrence);
}

/** The same word elsewhere in the text may mean the same, where the checks take any word. */
function addUnbound(
  model: ModelFile,
  symbols: readonly Symbol[],
  found: ReadonlyMap<number, Occurrence>,
  add: (range: Range, rest: Omit<Occurrence, 'range' | 'name'>) => void,
): void {
  const text = model.file.text;
  const names = namesOf(model);
  const wanted = new Set(symbols.map(({ name }) => name));
  const texts = new Set<object>();
  const bound = groupBy(model.checked.bindings, ({ node }) => node);
  // What a place means is bound or declared there, or else worked out, which takes longer.
  const meansOther = (node: SyntaxNode, property: string): boolean =>
    bound
      .get(node)
      ?.some((each) => each.property === property && isMeant(each, model.file, model.project)) === true ||
    (property === 'name' && symbolOfNode(model.file.symbols, node) !== undefined);
  for (const name of wanted) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      if (found.has(at) || found.has(at - 1) || isLetter(text[at - 1]) || isLetter(text[at + name.length]))
        continue;
      const place = syntaxAt(model.file.ast, at);
      if (!place) continue;
      if (place.node.$type === 'StringLiteral') {
        if (texts.has(place.node)) continue;
        texts.add(place.node);
        const node = place.node as Syntax.StringLiteral;
        for (const each of textNames(node, model, names)) {
          if (!wanted.has(each.name)) continue;
          const meant = each.symbols.filter((symbol) => hasSymbol(symbols, symbol));
          if (meant.length > 0) add(rangeInText(node, each.offset, each.name.length), { node, symbols: meant, isDeclaration: false, in: 'text' }); // prettier-ignore
        }
      } else if (place.property !== undefined && nameOf(place.text) === name) {
        if (meansOther(place.node, place.property)) continue;
        const meant = meaningOf(place.node, place.property, model, names).filter((symbol) => hasSymbol(symbols, symbol)); // prettier-ignore
        if (meant.length === 0) continue;
        const range = {
          start: model.document.positionAt(place.start),
          end: model.document.positionAt(place.end),
        };
        const isDeclaration = meant.some(({ node }) => node === place.node);
        add(range, {
          node: place.node,
          symbols: meant,
          isDeclaration,
          in: place.node.$type === 'Entry' ? 'header' : 'value',
        });
      }
    }
  }
}

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);
