import {
  bindingRange,
  FUNCTIONS,
  isDeclaration,
  isEntry,
  METRICS,
  nameRange,
  whereIs,
  type Range,
  type Symbol,
  type Syntax,
} from '../../../language/index.ts';
import { nodesIn } from '../../text/nodes-in.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

export const TOKEN_TYPES = ['class', 'property', 'variable', 'parameter', 'enumMember', 'function'] as const;
/** `modification`: an environment says something else about what is declared. `readonly`: can't be changed here. */
export const TOKEN_MODIFIERS = ['declaration', 'readonly', 'defaultLibrary', 'modification'] as const;

export interface Token {
  readonly range: Range;
  /** Index into {@link TOKEN_TYPES}. */
  readonly type: number;
  /** Bits by the index in {@link TOKEN_MODIFIERS}. */
  readonly modifiers: number;
}

type TokenType = (typeof TOKEN_TYPES)[number];
type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

const TYPES: Readonly<Record<string, TokenType>> = {
  column: 'property',
  feature: 'property',
  step: 'variable',
  param: 'parameter',
  parameter: 'parameter',
  let: 'parameter',
  template: 'function',
  environment: 'enumMember',
};

/** Names that mean a declaration or a function, in the order of the text; with lines only those that touch them. */
export function semanticTokens(model: ModelFile, visible?: Range): Token[] {
  const byPlace = new Map<string, Token>();
  const add = (range: Range, type: TokenType, modifiers: readonly TokenModifier[]): void => {
    if (range.start.line !== range.end.line || !isVisible(range, visible)) return;
    const bits = modifiers.reduce((all, each) => all | (1 << TOKEN_MODIFIERS.indexOf(each)), 0);
    const token = { range, type: TOKEN_TYPES.indexOf(type), modifiers: bits };
    byPlace.set(`${range.start.line}:${range.start.character}`, token);
  };
  const addSymbol = (symbol: Symbol, range: Range, own: readonly TokenModifier[]): void => {
    const fixed: TokenModifier[] = symbol.file.library
      ? ['readonly', 'defaultLibrary']
      : symbol.kind === 'let'
        ? ['readonly']
        : [];
    add(range, TYPES[symbol.kind] ?? 'class', [...own, ...fixed]);
  };
  const declare = (symbol: Symbol): void => {
    if (!isVisible(whereIs(symbol.node), visible)) return;
    addSymbol(symbol, nameRange(symbol), ['declaration']);
    symbol.all.forEach(declare);
  };
  model.file.symbols.declared.forEach(declare);
  for (const range of functionNames(model, visible)) add(range, 'function', ['defaultLibrary']);
  for (const { node, property, symbol, span } of model.checked.bindings) {
    const range = bindingRange({ node, property, ...(span ? { span } : {}) });
    addSymbol(symbol, range, isOverride(node, property, symbol) ? ['modification'] : []);
  }
  return [...byPlace.values()].sort(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
  );
}

/** `service api { … }` and a row inside an environment change what is declared elsewhere. */
const isOverride = (node: object, property: string | undefined, symbol: Symbol): boolean =>
  property === 'name' && node !== symbol.node && (isDeclaration(node) || isEntry(node));

/** Functions and metrics of the language where they are called. */
function functionNames({ file }: ModelFile, visible: Range | undefined): Range[] {
  const statements = file.ast.statements.filter((each) => isVisible(whereIs(each), visible));
  return statements.flatMap(nodesIn).flatMap((node) => {
    const callee = node.$type === 'Call' ? (node as Syntax.Call).callee : undefined;
    const isKnown = callee?.$type === 'NameRef' && (FUNCTIONS.has(callee.name) || METRICS.has(callee.name));
    return isKnown ? [whereIs(callee, 'name')] : [];
  });
}

const isVisible = ({ start, end }: Range, visible: Range | undefined): boolean =>
  !visible || (start.line <= visible.end.line && end.line >= visible.start.line);
