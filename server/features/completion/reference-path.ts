import { NameScope } from '../../../language/index.ts';
import { expectedAt } from '../../names/expected.ts';
import type { Candidate } from './candidate.ts';
import type { Cursor } from './cursor.ts';
import { membersOf } from './member-candidates.ts';
import type { NameView } from './name-view.ts';
import { referenceCandidates } from './reference-candidates.ts';

/** Names inside `"${main.lake.name}"`: at its beginning parameters and elements, behind a dot what these have. */
export function* pathInText(path: string, { place }: Cursor, view: NameView): Iterable<Candidate> {
  const around = expectedAt(place.node, view)?.around;
  const [head, ...rest] = path.trimStart().split('.');
  if (rest.length === 0) {
    yield* referenceCandidates(['param', 'let', 'parameter'], around, view);
    for (const candidate of referenceCandidates([], around, view))
      yield { ...candidate, rank: candidate.rank + 2 };
    return;
  }
  const names = new NameScope(view.project.analysis.project, view.symbols, around);
  let symbol = names.lookup(head!);
  for (const name of rest.slice(0, -1)) symbol = symbol && names.member(symbol, name);
  if (symbol) yield* membersOf(symbol, names, view);
}
