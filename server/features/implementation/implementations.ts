import type { Location } from 'vscode-languageserver';
import { whereIs, type Symbol } from '../../../language/index.ts';
import { namesOf } from '../../names/occurrences.ts';
import { symbolLocation } from '../../names/symbol-location.ts';
import { extending, overridesOf } from '../../names/uses.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** What is made of a declaration: instances of a template, environments that extend one, and overrides. */
export function implementationsOf(symbol: Symbol, model: ModelFile): Location[] {
  const names = namesOf(model);
  const { host } = model;
  const instances = symbol.kind === 'template' ? names.instancesOf(symbol).map((each) => each.symbol) : [];
  const environments = symbol.kind === 'environment' ? extending(symbol, names) : [];
  return [
    ...[...instances, ...environments].map((each) => symbolLocation(each, host)),
    ...overridesOf(symbol, names).map(({ path, node }) => ({
      uri: host.uriOf(path),
      range: whereIs(node, 'name'),
    })),
  ];
}
