import type { Location } from 'vscode-languageserver';
import {
  deriveElement,
  isDeclaration,
  isEntry,
  isStep,
  resolvePath,
  whereIs,
  type Symbol,
} from '../../../language/index.ts';
import { namesOf } from '../../names/occurrences.ts';
import { itemsOf } from '../../names/row-columns.ts';
import { symbolLocation } from '../../names/symbol-location.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** Where it is decided what something is: its template, what a step runs, the type as written, or what it follows from. */
export function typeDefinitionsOf(symbol: Symbol, model: ModelFile): Location[] {
  const { host } = model;
  const names = namesOf(model);
  const template = names.project.analysis.scopeOf(symbol).templateOf(symbol);
  if (template) return [symbolLocation(template, host)];
  if (isStep(symbol.node)) {
    const scope = names.scopeOf(symbol);
    const ran = itemsOf(symbol.node.action?.object).flatMap(
      (node) => resolvePath(scope, node)?.slice(0, 1) ?? [],
    );
    return ran.map((each) => symbolLocation(each, host));
  }
  const written = isEntry(symbol.node)
    ? symbol.node.value
    : isDeclaration(symbol.node)
      ? symbol.node.type
      : undefined;
  if (written && !symbol.file.library)
    return [{ uri: host.uriOf(symbol.file.path), range: whereIs(written) }];
  return causesOf(symbol, model);
}

/** An inferred type follows from the columns and features of the formula. */
function causesOf(symbol: Symbol, { project, host }: ModelFile): Location[] {
  const found = project.model(undefined);
  const derivation =
    'model' in found && !symbol.file.library ? deriveElement(found.model, symbol) : undefined;
  return (derivation?.from ?? []).flatMap(({ origin }) =>
    origin && project.files.has(origin.file) ? [{ uri: host.uriOf(origin.file), range: origin.range }] : [],
  );
}
