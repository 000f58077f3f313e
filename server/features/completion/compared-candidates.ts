import { MEASURES, printName, type Syntax } from '../../../language/index.ts';
import type { ExpectedAt } from '../../names/expected.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { pathOf } from './name-text.ts';
import { isBinary, type NameView } from './name-view.ts';
import { quantities, units } from './quantity-candidates.ts';

/** What the other side of a comparison asks for: values of its enumeration, amounts in its dimension. */
export function* comparedCandidates(
  node: Syntax.NameRef,
  at: ExpectedAt,
  prefix: string,
  view: NameView,
): Iterable<Candidate> {
  const other = otherSide(node);
  const path = pathOf(other);
  const scope = at.expected.is === 'value' ? at.expected.type.scope : undefined;
  if (!path || !scope) return;
  const [head, ...rest] = path as [string, ...string[]];
  const measure = MEASURES.get(head)?.dimension;
  if (/^[0-9]/u.test(prefix)) {
    yield* units(measure, prefix);
    return;
  }
  if (measure) yield* quantities(measure, 0);
  let meaning = view.project.analysis.scope(scope, at.around).lookup(head);
  for (const name of rest) meaning = meaning && meaning.members?.lookup(name);
  const type = meaning?.type;
  if (type?.kind === 'enum') {
    for (const [order, value] of type.values.entries()) {
      yield { label: value, kind: CandidateKind.EnumMember, insert: printName(value), rank: 0, order };
    }
  }
  if (type?.kind === 'scalar' && type.name === 'bool') {
    for (const label of ['true', 'false']) yield { label, kind: CandidateKind.Constant, rank: 0 };
  }
}

/** What `node` is compared with, also in `country in [de, |]`. */
function otherSide(node: Syntax.NameRef): Syntax.Expression | undefined {
  const part = node.$container.$type === 'List' ? node.$container : node;
  const { $container: binary } = part;
  if (!isBinary(binary) || !COMPARISONS.has(binary.operator)) return undefined;
  return part.$containerProperty === 'right' ? binary.left : undefined;
}

export const isCompared = (node: Syntax.NameRef): boolean => otherSide(node) !== undefined;

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);
