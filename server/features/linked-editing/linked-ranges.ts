import type { Position, Range } from 'vscode-languageserver';
import { isDeclaration, syntaxAt, whereIs } from '../../../language/index.ts';
import { outermost } from '../../names/members.ts';
import { nameAt, occurrencesIn } from '../../names/occurrences.ts';
import { nodesIn } from '../../text/nodes-in.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/**
 * Places that change together while one types: a name that is declared inside a declaration and used nowhere else,
 * and the name of an axis in the types of one declaration.
 */
export function linkedRanges(model: ModelFile, position: Position): Range[] | undefined {
  const ranges = axisRanges(model, position) ?? nameRanges(model, position);
  return ranges && ranges.length > 1 ? ranges : undefined;
}

function nameRanges(model: ModelFile, position: Position): Range[] | undefined {
  const symbols = nameAt(model, position)?.symbols ?? [];
  const [symbol] = symbols;
  if (symbols.length !== 1 || !symbol?.parent || symbol.file.path !== model.path || symbol.file.library) return undefined; // prettier-ignore
  const around = whereIs(outermost(symbol).node);
  const elsewhere = model.host.words.filesWith([symbol.name], model.project);
  if (elsewhere.some((path) => path !== model.path)) return undefined;
  const occurrences = occurrencesIn(model, symbols);
  const isLocal = occurrences.every(({ range, name }) => name === symbol.name && isInside(range, around));
  const isPlain = occurrences.every(({ range }) => model.document.getText(range) === symbol.name);
  return isLocal && isPlain ? occurrences.map(({ range }) => range) : undefined;
}

const isInside = (inner: Range, outer: Range): boolean =>
  inner.start.line >= outer.start.line && inner.end.line <= outer.end.line;

/** `float32[batch, 3]`: axes with the same name have the same size inside a model. */
function axisRanges(model: ModelFile, position: Position): Range[] | undefined {
  const place = syntaxAt(model.file.ast, model.document.offsetAt(position));
  if (place?.node.$type !== 'NameRef' || !isAxis(place.node)) return undefined;
  let top: Part = place.node;
  while (top.$container && (top.$container as Part).$container) top = top.$container as Part;
  return nodesIn(top)
    .filter(
      (node) => node.$type === 'NameRef' && (node as { name?: string }).name === place.text && isAxis(node),
    )
    .map((node) => whereIs(node, 'name'));
}

interface Part {
  readonly $type: string;
  readonly $container?: unknown;
  readonly $containerProperty?: string | undefined;
}

function isAxis(node: Part): boolean {
  const argument = node.$container as Part | undefined;
  const index = argument?.$type === 'Argument' ? (argument.$container as Part | undefined) : undefined;
  const owner = index?.$type === 'Index' ? index.$container : undefined;
  return isDeclaration(owner) && index?.$containerProperty === 'type';
}
