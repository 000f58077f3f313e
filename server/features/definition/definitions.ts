import type { Location, Position } from 'vscode-languageserver';
import { isImportStatement, syntaxAt, whereIs, type Syntax } from '../../../language/index.ts';
import { fileBehind } from '../../names/file-behind.ts';
import { nameAt } from '../../names/occurrences.ts';
import { symbolLocation } from '../../names/symbol-location.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Where what stands at a place comes from. */
export function definitionsAt(model: ModelFile, position: Position): Location[] {
  const { host, project } = model;
  const name = nameAt(model, position);
  if (name) return name.symbols.map((symbol) => symbolLocation(symbol, host));
  const node = syntaxAt(model.file.ast, model.document.offsetAt(position))?.node;
  if (node?.$type === 'StringLiteral') {
    const { value } = node as Syntax.StringLiteral;
    const file = fileBehind(value, project);
    return file === undefined ? [] : [{ uri: host.uriOf(file), range: START }];
  }
  return isImportStatement(node) ? filesOfPackage(node.package, model) : [];
}

/** A package has no place of its own: each of its files says that it belongs to it. */
function filesOfPackage(name: string | undefined, { host, project }: ModelFile): Location[] {
  const last = name?.split('.').at(-1);
  if (last === undefined) return [];
  return host.words.filesWith([last], project).flatMap((path) => {
    const { symbols } = project.files.get(path)!;
    const isOne = symbols.package === name && symbols.packageNode;
    return isOne ? [{ uri: host.uriOf(path), range: whereIs(symbols.packageNode, 'name') }] : [];
  });
}
