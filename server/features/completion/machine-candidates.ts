import { documentationOf, findMachine, type Symbol } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { gpusNeeded, gpusNeededOn, gpusOf, machineOf } from './gpu-needs.ts';
import type { NameView } from './name-view.ts';

const GIB = 1024 ** 3;

/**
 * Elements of the built-in library whose names are written as texts. Machines come with what they have: those with
 * the GPUs that are needed and those that the file has elsewhere first, then by family and size, and those that are
 * hardly offered any more last.
 */
export function* libraryCandidates(
  kind: string,
  around: Symbol | undefined,
  view: NameView,
): Iterable<Candidate> {
  const { project } = view.project.analysis;
  const used = kind === 'machine' ? machinesIn(view) : new Set<string>();
  const needed = around && kind === 'machine' ? gpusNeededOn(around, view.names) : 0;
  let order = 0;
  for (const symbol of project.kindsOf('tenon')) {
    if (symbol.kind !== kind) continue;
    const machine = findMachine(symbol.name);
    const fits = needed > 0 && (machine?.gpu?.count ?? 0) >= needed;
    yield {
      label: symbol.name,
      kind: CandidateKind.Value,
      detail: () => machineDetail(symbol.name),
      doc: () => documentationOf(symbol.node),
      rank: machine?.retired ? 4 : needed > 0 ? (fits ? 1 : 3) : used.has(symbol.name) ? 0 : 1,
      order: order++,
    };
  }
}

/** `A10G 22.4GiB, 8 vCPU, 32GiB`: what the choice is made by comes first. */
export function machineDetail(name: string): string | undefined {
  const machine = findMachine(name);
  if (!machine) return undefined;
  const { gpu, vcpus, memory, retired } = machine;
  const count = gpu && gpu.count > 1 ? `${gpu.count} × ` : '';
  return [
    ...(gpu ? [`${count}${gpu.name} ${gib(gpu.memory)}`] : []),
    `${vcpus} vCPU`,
    gib(memory),
    ...(retired ? ['hardly offered any more'] : []),
  ].join(', ');
}

/** The same for a machine of the library, and with its kind for machines and pools of the project. */
export function placeDetail(symbol: Symbol): string | undefined {
  if (symbol.file.library) return symbol.kind === 'machine' ? machineDetail(symbol.name) : undefined;
  const made = symbol.kind === 'pool' || symbol.kind === 'machine' ? machineOf(symbol) : undefined;
  const detail = made === undefined ? undefined : machineDetail(made);
  return detail === undefined ? undefined : `${symbol.kind}, ${detail}`;
}

/** Places to run on: those whose machines have the GPUs that are needed first. */
export function* placeCandidates(
  candidates: Iterable<Candidate>,
  element: Symbol | undefined,
): Iterable<Candidate> {
  const needed = element ? gpusNeeded(element) : 0;
  for (const candidate of candidates) {
    const { symbol } = candidate;
    const isPlace = symbol !== undefined && PLACES.has(symbol.kind);
    const fits = isPlace && needed > 0 && gpusOf(symbol) >= needed;
    yield fits && !candidate.importOf ? { ...candidate, rank: 0 } : candidate;
  }
}

const PLACES: ReadonlySet<string> = new Set(['pool', 'machine', 'cluster']);

const gib = (bytes: number): string => `${Number((bytes / GIB).toPrecision(4))}GiB`;

/** Machines that the file of the cursor names already. */
function machinesIn({ written }: NameView): ReadonlySet<string> {
  return new Set([...written.text.matchAll(/\bmachine:\s*"([^"\r\n]+)"/gu)].map(([, name]) => name!));
}

/** Regions that the price table knows. */
export function* regionCandidates({ project }: NameView): Iterable<Candidate> {
  for (const [provider, regions] of Object.entries(project.prices.prices)) {
    for (const label of Object.keys(regions)) {
      yield { label, kind: CandidateKind.Constant, detail: `${provider}, prices are known`, rank: 0 };
    }
  }
}
