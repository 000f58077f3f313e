import { documentationOf, findMachine, type Symbol } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import type { NameView } from './name-view.ts';

const GIB = 1024 ** 3;

/**
 * Elements of the built-in library whose names are written as texts. Machines come with what they have: those that the
 * project has elsewhere first, then by family and size, those that are hardly offered any more last.
 */
export function* libraryCandidates(kind: string, view: NameView): Iterable<Candidate> {
  const { project } = view.project.analysis;
  const used = kind === 'machine' ? machinesOf(view) : new Set<string>();
  let order = 0;
  for (const symbol of project.kindsOf('tenon')) {
    if (symbol.kind !== kind) continue;
    order++;
    const retired = findMachine(symbol.name)?.retired ?? false;
    yield {
      label: symbol.name,
      kind: CandidateKind.Value,
      detail: () => machineDetail(symbol),
      doc: () => documentationOf(symbol.node),
      rank: used.has(symbol.name) ? 0 : retired ? 3 : 1,
      order,
    };
  }
}

/** `A10G 22.4GiB, 8 vCPU, 32GiB`: what the choice is made by comes first. */
export function machineDetail({ kind, name, file }: Symbol): string | undefined {
  const machine = kind === 'machine' && file.library ? findMachine(name) : undefined;
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

const gib = (bytes: number): string => `${Number((bytes / GIB).toPrecision(4))}GiB`;

/** Machines that the file of the cursor names already. */
function machinesOf({ written }: NameView): ReadonlySet<string> {
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
