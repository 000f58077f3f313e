import { whereIs, type Range } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { countHints } from './count-hints.ts';
import { environmentHints } from './environment-hints.ts';
import type { Hint, HintKind } from './hint.ts';
import { poolHints } from './pool-hints.ts';
import { rowHints } from './row-hints.ts';
import { shapeHints } from './shape-hints.ts';
import { typeHints } from './type-hints.ts';

/** Hints of the declarations that can be seen; the others are not looked at. */
export function inlayHints(model: ModelFile, visible: Range, wanted: ReadonlySet<HintKind>): Hint[] {
  if (wanted.size === 0) return [];
  return model.file.symbols.declared
    .filter((symbol) => overlaps(whereIs(symbol.node), visible))
    .flatMap((symbol) => [
      ...(wanted.has('types') ? typeHints(symbol, model) : []),
      ...(wanted.has('shapes') ? shapeHints(symbol, model) : []),
      ...countHints(symbol, model),
      ...(wanted.has('counts') ? [...poolHints(symbol, model), ...rowHints(symbol, model)] : []),
      ...(wanted.has('environmentValues') ? environmentHints(symbol, model) : []),
    ])
    .filter(({ kind, position }) => wanted.has(kind) && position.line >= visible.start.line && position.line <= visible.end.line); // prettier-ignore
}

const overlaps = (a: Range, b: Range): boolean => a.start.line <= b.end.line && a.end.line >= b.start.line;
