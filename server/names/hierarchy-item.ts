import type { CallHierarchyItem, TypeHierarchyItem } from 'vscode-languageserver';
import { nameRange, whereIs, type Symbol } from '../../language/index.ts';
import type { Texts } from '../text/texts.ts';
import { symbolKind } from '../text/symbol-kinds.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import { nameAt } from './occurrences.ts';
import { symbolUri } from './symbol-location.ts';

type Item = CallHierarchyItem & TypeHierarchyItem;

/** A declaration as a line of a tree. */
export const hierarchyItem = (symbol: Symbol, { host }: ModelFile, texts: Texts): Item => ({
  name: symbol.name,
  kind: symbolKind(symbol.kind),
  detail: `${texts.kind(symbol.kind)} · ${symbol.qualifiedName.slice(0, -symbol.name.length - 1)}`,
  uri: symbolUri(symbol, host),
  range: whereIs(symbol.node),
  selectionRange: nameRange(symbol),
});

/** The declaration that a line of a tree stands for, if it is still there. */
export const symbolOfItem = (item: Item, model: ModelFile): Symbol | undefined =>
  nameAt(model, item.selectionRange.start)?.symbols.find(({ name }) => name === item.name);
