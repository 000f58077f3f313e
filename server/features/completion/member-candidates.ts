import {
  ATTRIBUTES,
  isAction,
  isDeclaration,
  isEntry,
  isStep,
  NameScope,
  resolvePath,
  type Symbol,
  type Syntax,
} from '../../../language/index.ts';
import type { ExpectedAt } from '../../names/expected.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { inBackticks, pathOf } from './name-text.ts';
import type { NameView } from './name-view.ts';
import { referenceCandidate } from './reference-candidates.ts';
import { meaningCandidates, namesOfBodies, type Names } from './scope-names.ts';

/** What can follow a dot: results of a step, columns and features, members and attributes of an element. */
export function* memberCandidates(
  receiver: Syntax.Expression,
  at: ExpectedAt | undefined,
  view: NameView,
): Iterable<Candidate> {
  const { analysis } = view.project;
  const path = pathOf(receiver);
  if (!path) return;
  const [head, ...rest] = path as [string, ...string[]];
  const scopeName =
    at?.expected.is === 'value' ? (at.expected.type.items ?? at.expected.type).scope : undefined;
  let meaning = scopeName && analysis.scope(scopeName, at!.around).lookup(head);
  for (const name of rest) meaning = meaning && meaning.members?.lookup(name);
  if (meaning?.members) {
    // Whether a step runs is asked of what it says of itself; its figures come after that.
    const isCondition = scopeName === 'steps';
    for (const each of meaningCandidates(meaning.members, 0)) {
      yield isCondition && each.detail !== 'bool' ? { ...each, rank: 1 } : each;
    }
    return;
  }
  if (scopeName && new Set([...namesOfBodies(receiver, view)].map(({ label }) => label)).has(head)) {
    // `baseline.latency.p95`: behind such a name stands what stands without it.
    let figures: Names | undefined = analysis.scope(scopeName, at!.around);
    for (const name of rest) figures = figures && figures.lookup(name)?.members;
    if (figures) yield* meaningCandidates(figures, 0);
    return;
  }
  const names = new NameScope(analysis.project, view.symbols, at?.around);
  let symbol = names.lookup(head);
  for (const name of rest) symbol = symbol && names.member(symbol, name);
  if (symbol) yield* membersOf(symbol, names, view);
}

/** What is declared inside an element, what a step gives, and what is known of the element besides. */
export function* membersOf(symbol: Symbol, names: NameScope, view: NameView): Iterable<Candidate> {
  for (const { name, value } of partsOf(symbol)) {
    const share = value?.$cstNode?.text;
    yield {
      label: name,
      kind: CandidateKind.Field,
      detail: share === undefined ? 'part' : `part, ${share}`,
      ...inBackticks(name),
      rank: 0,
    };
  }
  const inside = [...symbol.members.values(), ...(names.templateOf(symbol)?.members.values() ?? [])];
  for (const member of [...inside, ...outputsOf(symbol, names)]) {
    if (member.kind !== 'step') yield referenceCandidate(member, view, { rank: 0 });
  }
  for (const [label, doc] of Object.entries(ATTRIBUTES[symbol.kind] ?? {})) {
    yield { label, kind: CandidateKind.Constant, doc, rank: 1 };
  }
}

/** Parts of a split, of a step or of a dataset. */
export function partsOf({ node }: Symbol): Syntax.Entry[] {
  const actions = isStep(node)
    ? [node.action]
    : isDeclaration(node)
      ? (node.body?.statements ?? []).filter(isAction)
      : [];
  return actions
    .filter((action) => action?.verb === 'split')
    .flatMap((action) => action?.body?.statements ?? [])
    .filter(isEntry)
    .filter(
      ({ value, formula, name }) => value && !formula && value.$type !== 'NameRef' && name !== 'timeout',
    );
}

/** What a model or pipeline that the step runs gives out. */
function outputsOf({ node }: Symbol, names: NameScope): readonly Symbol[] {
  const object =
    isStep(node) && ['run', 'predict'].includes(node.action?.verb ?? '') ? node.action?.object : undefined;
  const ran = object && resolvePath(names, object, ['model', 'engine', 'pipeline', 'service'])?.[0];
  return ran?.all.filter(({ kind }) => kind === 'output') ?? [];
}
