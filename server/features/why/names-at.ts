import type { Position } from 'vscode-languageserver';
import { CAPACITY_KINDS } from '../../../language/capacity/index.ts';
import { isDeclaration, isEntry, nameOf, syntaxAt, type Symbol } from '../../../language/index.ts';
import type { AskedName } from '../../../protocol/index.ts';
import { nameAt } from '../../names/occurrences.ts';
import { symbolOfNode } from '../../names/symbol-of-node.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** The name or value at a place, and the declaration around it. */
export function namesAt(
  model: ModelFile,
  position: Position,
): { readonly at?: AskedName; readonly around?: AskedName } {
  const place = syntaxAt(model.file.ast, model.document.offsetAt(position));
  if (!place) return {};
  const named = nameAt(model, position)?.symbols.find(({ file }) => !file.library);
  let node: { readonly $container?: unknown } | undefined = place.node;
  const path: string[] = [];
  let around: Symbol | undefined;
  for (; node && !around; node = node.$container as typeof node) {
    if (isEntry(node)) path.unshift(nameOf(node.name));
    if (!isDeclaration(node)) continue;
    around = symbolOfNode(model.file.symbols, node);
    // A block without a name, such as `scale { … }`, is a property of what is around it.
    if (!around) path.unshift(node.noun);
  }
  const value: AskedName | undefined =
    around && path.length > 0
      ? { name: [around.qualifiedName, ...path].join('.'), kind: 'value', hasFigures: false }
      : undefined;
  const at = named ? asked(named) : value;
  return { ...(at ? { at } : {}), ...(around ? { around: asked(around) } : {}) };
}

const asked = ({ qualifiedName, kind }: Symbol): AskedName => ({
  name: qualifiedName,
  kind,
  hasFigures: CAPACITY_KINDS.includes(kind),
});
