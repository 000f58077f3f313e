import type { Body, Statement } from '../../generated/ast.ts';
import { whereIs } from '../../scoping/place.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import type { Unread } from '../system.ts';
import type { BlockLayer } from './block.ts';

/** Statements of an element that its lowering never looked at, outermost first. */
export function unreadIn(symbol: Symbol, layers: readonly BlockLayer[]): Unread[] {
  return layers.flatMap((layer) => [...inBody(layer.body, symbol, layer)]);
}

function* inBody(body: Body | undefined, symbol: Symbol, layer: BlockLayer): Iterable<Unread> {
  // A body that was read as a whole, and not statement by statement, says nothing about its parts.
  if (!body || !layer.seen.bodies.has(body)) return;
  for (const statement of body.statements) {
    if (!layer.seen.statements.has(statement)) yield unread(statement, symbol, layer);
    else if ('body' in statement && symbol.kind !== 'environment')
      yield* inBody(statement.body, symbol, layer);
  }
}

function unread(statement: Statement, symbol: Symbol, layer: BlockLayer): Unread {
  return {
    word: wordOf(statement),
    kind: symbol.kind,
    origin: {
      file: layer.reader.names.file.path,
      range: whereIs(statement),
      element: symbol.qualifiedName,
      layer: layer.layer,
    },
  };
}

function wordOf(statement: Statement): string {
  switch (statement.$type) {
    case 'Entry':
      return statement.name;
    case 'Action':
      return statement.verb;
    case 'Handler':
      return `on ${statement.event}`;
    case 'When':
      return 'when';
    case 'ForEach':
      return 'for each';
    case 'Condition':
      return 'condition';
    case 'PackageStatement':
      return 'package';
    case 'ImportStatement':
      return 'import';
    default:
      return statement.noun;
  }
}
