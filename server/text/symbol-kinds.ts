import { SymbolKind } from 'vscode-languageserver';

/** The editor's icon for each kind of element; what is not listed is an object. */
const KINDS: Readonly<Record<string, SymbolKind>> = {
  source: SymbolKind.Interface,
  sink: SymbolKind.Interface,
  dataset: SymbolKind.Interface,
  column: SymbolKind.Field,
  entity: SymbolKind.Key,
  features: SymbolKind.Class,
  feature: SymbolKind.Property,
  bundle: SymbolKind.Array,
  training: SymbolKind.Constructor,
  model: SymbolKind.Module,
  input: SymbolKind.Field,
  output: SymbolKind.Field,
  pipeline: SymbolKind.Function,
  step: SymbolKind.Method,
  service: SymbolKind.Class,
  cloud: SymbolKind.Namespace,
  param: SymbolKind.Variable,
  parameter: SymbolKind.Variable,
  let: SymbolKind.Constant,
  template: SymbolKind.TypeParameter,
  environment: SymbolKind.Enum,
  deployment: SymbolKind.Package,
  channel: SymbolKind.Event,
  recovery: SymbolKind.Event,
};

export const symbolKind = (kind: string): SymbolKind => KINDS[kind] ?? SymbolKind.Object;
