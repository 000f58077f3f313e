import { isDeclaration, NameScope, type DataType, type Syntax } from '../../../language/index.ts';
import type { ExpectedAt } from '../../names/expected.ts';
import type { Candidate } from './candidate.ts';
import type { NameView } from './name-view.ts';
import { referenceCandidate, toImport } from './reference-candidates.ts';

const SOURCES = ['bundle', 'features'];

/** The declaration of a tensor that the cursor's `from` belongs to. */
export function inputOf({
  $container: clause,
  $containerProperty,
}: Syntax.NameRef): Syntax.Declaration | undefined {
  if (clause.$type !== 'Clause' || $containerProperty !== 'value' || clause.word !== 'from') return undefined;
  const input = clause.$container;
  return isDeclaration(input) && input.noun === 'input' ? input : undefined;
}

/**
 * What can fill a tensor: features and bundles, first those that have as many numbers as its last axis is long.
 * Those that an import would bring are not counted, since there may be thousands.
 */
export function* inputSources(
  input: Syntax.Declaration,
  at: ExpectedAt,
  view: NameView,
): Iterable<Candidate> {
  const { analysis } = view.project;
  const length = lastAxis(input.type);
  const seen = new Set<string>();
  const taken = new Set<string>();
  for (const symbol of new NameScope(analysis.project, view.symbols, at.around).visible()) {
    taken.add(symbol.name);
    if (!SOURCES.includes(symbol.kind) || seen.has(symbol.name)) continue;
    seen.add(symbol.name);
    const rows = [...(analysis.rowsOf(symbol)?.values() ?? [])];
    const isNumbers = rows.every(({ type }) => isNumber(type));
    const fits = length !== undefined && rows.length === length && isNumbers;
    const count = `${rows.length} ${rows.length === 1 ? 'feature' : 'features'}`;
    yield referenceCandidate(symbol, view, {
      rank: fits ? 0 : 2,
      order: symbol.kind === 'bundle' ? 0 : 1,
      detail: `${symbol.kind}, ${count}${fits ? ', fits' : isNumbers ? '' : ', not all numbers'}`,
    });
  }
  yield* toImport(SOURCES, taken, view);
}

function lastAxis(type: Syntax.Expression | undefined): number | undefined {
  const last = type?.$type === 'Index' ? type.arguments.at(-1)?.value : undefined;
  return last?.$type === 'NumberLiteral' ? last.value : undefined;
}

const NUMBERS = /^(?:u?int|b?float)\d+$|^bool$/u;
const isNumber = (type: DataType): boolean =>
  type.kind === 'decimal' || type.kind === 'unknown' || (type.kind === 'scalar' && NUMBERS.test(type.name));
