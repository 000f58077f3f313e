import {
  compareText,
  documentationOf,
  NameScope,
  printName,
  printType,
  textOf,
  type Symbol,
} from '../../../language/index.ts';
import { bestOf } from './best-of.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { importable } from './importable.ts';
import { placeDetail } from './machine-candidates.ts';
import { inBackticks } from './name-text.ts';
import type { NameView } from './name-view.ts';

/** Names of elements that fit: first those that are seen here, near ones before far ones, then those to be imported. */
export function* referenceCandidates(
  kinds: readonly string[],
  around: Symbol | undefined,
  view: NameView,
): Iterable<Candidate> {
  const names = new NameScope(view.project.analysis.project, view.symbols, around);
  const fits = ({ kind, file }: Symbol): boolean =>
    kinds.length === 0 ? !NOT_ANYWHERE.has(kind) && !file.library : kinds.includes(kind);
  const seen = new Map<string, Symbol>();
  const taken = new Set<string>();
  for (const symbol of names.visible()) {
    taken.add(symbol.name);
    if (fits(symbol) && !seen.has(symbol.name) && !isAround(symbol, around)) seen.set(symbol.name, symbol);
  }
  const distance = distances(around, view);
  const near = bestOf([...seen.values()], view.typed, MOST_NAMES, {
    text: ({ name }) => name,
    compare: (a, b) => distance(a) - distance(b) || compareText(a.name, b.name),
  });
  for (const symbol of near) {
    yield referenceCandidate(symbol, view, { rank: symbol.file.library ? 2 : 1, order: distance(symbol) });
  }
  for (const symbol of new Set(names.visible())) {
    if (symbol.kind !== 'cloud' || kinds.length === 0 || !holds(symbol, kinds)) continue;
    yield {
      ...referenceCandidate(symbol, view, { rank: 3 }),
      insert: `${printName(symbol.name)}.`,
      goesOn: true,
    };
  }
  yield* toImport(kinds, taken, view);
}

/** What is inside a cloud can be named by its path, too. */
const holds = ({ members }: Symbol, kinds: readonly string[]): boolean =>
  [...members.values()].some((part) => kinds.includes(part.kind) || holds(part, kinds));

/** More than a list has room for, of one sort of names. */
const MOST_NAMES = 200;

/** Names of other packages. One that means something else here already is not imported over it. */
export function* toImport(
  kinds: readonly string[],
  taken: ReadonlySet<string>,
  view: NameView,
): Iterable<Candidate> {
  const best = bestOf(importable(kinds, taken, view), view.typed, MOST_NAMES, {
    text: ({ name }) => name,
    compare: (a, b) => compareText(a.name, b.name) || compareText(a.file.package, b.file.package),
  });
  for (const symbol of best) {
    yield referenceCandidate(symbol, view, {
      rank: 5,
      otherwise: `${symbol.file.package}.${symbol.name}`,
      importOf: { package: symbol.file.package, name: symbol.name },
      detail: () => `${placeDetail(symbol) ?? symbol.kind}, import from ${symbol.file.package}`,
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

/**
 * How far away names are declared, seen from inside an element: the step above first, then other members, this file,
 * this package, imports.
 */
export function distances(around: Symbol | undefined, view: NameView): (symbol: Symbol) => number {
  const steps = stepDistances(around);
  return (symbol) => {
    if (symbol.parent) return steps.get(symbol) ?? 100;
    if (symbol.file.path === view.written.path) return 200;
    return symbol.file.package === view.symbols.package ? 300 : 400;
  };
}

/** Steps above by how many stand between, and then those below. */
function stepDistances(around: Symbol | undefined): ReadonlyMap<Symbol, number> {
  const found = new Map<Symbol, number>();
  for (let each = around; each; each = each.parent) {
    const steps = (each.parent ?? each).all.filter(({ kind }) => kind === 'step');
    const here = steps.indexOf(each);
    for (const [index, step] of steps.entries()) {
      const between = index < here ? here - index - 1 : 50 + index - here - 1;
      if (!found.has(step)) found.set(step, Math.min(between, index < here ? 49 : 99));
    }
  }
  return found;
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
const WITH_MEMBERS: ReadonlySet<string> = new Set([
  'step',
  'cloud',
  'cluster',
  'network',
  'features',
  'dataset',
]);

export function referenceCandidate(
  symbol: Symbol,
  view: NameView,
  more: Pick<Candidate, 'rank'> & Partial<Candidate>,
): Candidate {
  return {
    label: symbol.name,
    symbol,
    kind: ['column', 'feature'].includes(symbol.kind) ? CandidateKind.Field : CandidateKind.Reference,
    detail: () => {
      const place = placeDetail(symbol);
      if (place !== undefined) return place;
      const type = view.project.analysis.types.typeOf(symbol);
      return type.kind === 'unknown' ? symbol.kind : `${symbol.kind} ${printType(type)}`;
    },
    doc: () => documented(symbol),
    ...(WITH_MEMBERS.has(symbol.kind) ? { commit: ['.'] } : {}),
    ...inBackticks(symbol.name),
    ...more,
  };
}

/** How it is declared, up to its braces, and what its author says. */
function documented({ node, file }: Symbol): string {
  const head = textOf(node).split(/[{\n]/u)[0]!.trimEnd();
  const code = `\`\`\`tenon\n${head}\n\`\`\``;
  return [code, documentationOf(node), ...(file.library ? [] : [`In ${file.path}`])]
    .filter(Boolean)
    .join('\n\n');
}
