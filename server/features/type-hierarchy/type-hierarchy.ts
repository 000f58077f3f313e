import type { TypeHierarchyItem } from 'vscode-languageserver';
import { isDeclaration, nameRange, whereIs, type Symbol } from '../../../language/index.ts';
import { hierarchyItem } from '../../names/hierarchy-item.ts';
import { namesOf } from '../../names/occurrences.ts';
import { extendedBy, extending, overridesOf } from '../../names/uses.ts';
import { symbolKind } from '../../text/symbol-kinds.ts';
import type { Texts } from '../../text/texts.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** What something is a special case of: the template of an instance, the environments that one extends. */
export function supertypesOf(symbol: Symbol, model: ModelFile, texts: Texts): TypeHierarchyItem[] {
  const names = namesOf(model);
  const template = names.project.analysis.scopeOf(symbol).templateOf(symbol);
  const above = symbol.kind === 'environment' ? extendedBy(symbol, names) : [];
  return [...(template ? [template] : []), ...above].map((each) => hierarchyItem(each, model, texts));
}

/** Special cases: instances of a template, environments that extend one, and what environments override. */
export function subtypesOf(symbol: Symbol, model: ModelFile, texts: Texts): TypeHierarchyItem[] {
  const names = namesOf(model);
  const instances = symbol.kind === 'template' ? names.instancesOf(symbol).map((each) => each.symbol) : [];
  const environments = symbol.kind === 'environment' ? extending(symbol, names) : [];
  const overrides = overridesOf(symbol, names).map(({ environment, node, path }): TypeHierarchyItem => ({
    name: symbol.name,
    kind: symbolKind(symbol.kind),
    detail: texts.fill('in environment {0}', environment.name),
    uri: model.host.uriOf(path),
    range: whereIs(node),
    selectionRange: whereIs(node, 'name'),
  }));
  return [...[...instances, ...environments].map((each) => hierarchyItem(each, model, texts)), ...overrides];
}

/** What stands at an override is the override: above it is the declaration. */
export function isOverride(item: TypeHierarchyItem, symbol: Symbol, model: ModelFile): boolean {
  const declared = nameRange(symbol);
  const isElsewhere = model.host.uriOf(symbol.file.path) !== item.uri || declared.start.line !== item.selectionRange.start.line; // prettier-ignore
  return isDeclaration(symbol.node) && isElsewhere;
}
