import { documentationOf, NameScope, printType, type Symbol } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { inBackticks } from './member-candidates.ts';
import type { NameView } from './name-view.ts';

/** Names of elements that fit: first those that are seen here, near ones before far ones, then those to be imported. */
export function* referenceCandidates(
  kinds: readonly string[],
  around: Symbol | undefined,
  view: NameView,
): Iterable<Candidate> {
  const { analysis } = view.project;
  const names = new NameScope(analysis.project, view.symbols, around);
  const fits = (symbol: Symbol): boolean =>
    kinds.length === 0 ? !NOT_ANYWHERE.has(symbol.kind) : kinds.includes(symbol.kind);
  const taken = new Set<string>();
  const seen = new Set<string>();
  for (const symbol of names.visible()) {
    taken.add(symbol.name);
    if (!fits(symbol) || seen.has(symbol.name) || isAround(symbol, around)) continue;
    seen.add(symbol.name);
    yield referenceCandidate(symbol, view, {
      rank: symbol.file.library ? 2 : 1,
      order: distance(symbol, around, view),
    });
  }
  for (const kind of kinds) yield* toImport(kind, taken, view);
}

/** A name that means something else here already is not imported over it. */
function* toImport(kind: string, taken: ReadonlySet<string>, view: NameView): Iterable<Candidate> {
  for (const symbol of view.project.analysis.project.ofKind(kind)) {
    const { package: packageName, library } = symbol.file;
    if (library || packageName === '' || packageName === view.symbols.package || taken.has(symbol.name)) continue;
    yield referenceCandidate(symbol, view, {
      rank: 4,
      importOf: { package: packageName, name: symbol.name },
      detail: `${symbol.kind}, import from ${packageName}`,
    });
  }
}

/** An element does not refer to itself, or to what it stands in. */
function isAround(symbol: Symbol, around: Symbol | undefined): boolean {
  for (let each = around; each; each = each.parent) {
    if (each.kind === symbol.kind && each.qualifiedName === symbol.qualifiedName) return true;
  }
  return false;
}

/** How far away a name is declared: the step above first, then other members, this file, this package, imports. */
function distance(symbol: Symbol, around: Symbol | undefined, view: NameView): number {
  if (symbol.parent) return symbol.kind === 'step' ? stepDistance(symbol, around) : 100;
  if (symbol.file.path === view.written.path) return 200;
  return symbol.file.package === view.symbols.package ? 300 : 400;
}

function stepDistance(step: Symbol, around: Symbol | undefined): number {
  const here = around?.node.$cstNode?.offset;
  const there = step.node.$cstNode?.offset;
  if (here === undefined || there === undefined) return 100;
  const between = (step.parent?.all ?? []).filter(({ kind, node }) => {
    const offset = node.$cstNode?.offset ?? 0;
    return kind === 'step' && offset > Math.min(here, there) && offset < Math.max(here, there);
  });
  return Math.min(between.length, 49) + (there < here ? 0 : 50);
}

/** What only some places take is not offered where everything goes. */
const NOT_ANYWHERE: ReadonlySet<string> = new Set([
  'template',
  'environment',
  'deployment',
  'param',
  'let',
  'parameter',
]);

/** Kinds of which something is asked behind a dot. */
const WITH_MEMBERS: ReadonlySet<string> = new Set(['step', 'cloud', 'cluster', 'network', 'features', 'dataset']);

export function referenceCandidate(
  symbol: Symbol,
  view: NameView,
  more: Pick<Candidate, 'rank'> & Partial<Candidate>,
): Candidate {
  return {
    label: symbol.name,
    kind: ['column', 'feature'].includes(symbol.kind) ? CandidateKind.Field : CandidateKind.Reference,
    detail: () => {
      const type = view.project.analysis.types.typeOf(symbol);
      return type.kind === 'unknown' ? symbol.kind : `${symbol.kind} ${printType(type)}`;
    },
    doc: () => documentationOf(symbol.node),
    ...(WITH_MEMBERS.has(symbol.kind) ? { commit: ['.'] } : {}),
    ...inBackticks(symbol.name),
    ...more,
  };
}
