import { isDeclaration, isEntry } from '../generated/ast.ts';
import type { ProjectFacts } from '../project/facts.ts';
import type { Meaning } from './expression-scope.ts';
import type { Symbol } from './symbol.ts';

/**
 * Columns of a source or dataset whose schema nobody wrote down, as its data file tells them. Each is a name of
 * its own that is declared where the source is.
 */
export function fileColumns(source: Symbol, facts: ProjectFacts): ReadonlyMap<string, Meaning> {
  const path = writtenLocation(source);
  const fact = path === undefined ? undefined : facts.schema(path);
  if (!fact || 'problem' in fact) return new Map();
  const { kind, qualifiedName } = source;
  const of = {
    kind,
    qualifiedName,
    origin: { file: source.file.path, range: START, element: qualifiedName, layer: 'declaration' as const },
  };
  return new Map(
    fact.columns.map(({ name, type }): [string, Meaning] => {
      const symbol: Symbol = {
        name,
        kind: 'column',
        qualifiedName: `${qualifiedName}.${name}`,
        // The declaration may move in its file; it stays where the source is.
        get file() {
          return source.file;
        },
        get node() {
          return source.node;
        },
        get offset() {
          return source.offset;
        },
        parent: source,
        members: new Map(),
        all: [],
      };
      return [name, { node: { node: 'column', name, source: of }, type, symbol }];
    }),
  );
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The path as it is written; one that is put together is known only to the resolved model. */
function writtenLocation({ node }: Symbol): string | undefined {
  const statements = isDeclaration(node) ? (node.body?.statements ?? []) : [];
  for (const statement of statements) {
    if (!isEntry(statement) || statement.name !== 'location') continue;
    return statement.value?.$type === 'StringLiteral' ? statement.value.value : undefined;
  }
  return undefined;
}
