import type { Machine, Pool } from '../model/infrastructure.ts';
import type { Ref } from '../model/element.ts';
import type { ModelView } from '../rules/model-view.ts';
import { known, notKnown, type NotKnown, type Term } from './working.ts';

/** The pools and machines that a reference to a cluster, pool or machine means. */
export function machinesOn(view: ModelView, ground: Ref): readonly (Machine | Pool)[] {
  const found = view.find(ground);
  if (found?.kind === 'cluster') return found.pools;
  return found?.kind === 'pool' || found?.kind === 'machine' ? [found] : [];
}

/** Those of them that have a GPU of which the catalogue knows the memory. */
export const gpuMachinesOn = (view: ModelView, ground: Ref): readonly (Machine | Pool)[] =>
  machinesOn(view, ground).filter(({ facts }) => facts?.gpu !== undefined);

/** Bytes that one device reports: of several kinds of machines the smallest, for work may come to any of them. */
export function deviceMemory(view: ModelView, ground: Ref, on: 'gpu' | 'cpu'): Term | NotKnown {
  const name = on === 'gpu' ? 'memory of a GPU' : 'memory of a machine';
  const machines = on === 'gpu' ? gpuMachinesOn(view, ground) : machinesOn(view, ground);
  const sizes = machines.flatMap((each) => {
    const bytes = on === 'gpu' ? each.facts?.gpu?.memory : each.facts?.memory;
    return bytes === undefined ? [] : [{ bytes, each }];
  });
  const [smallest] = sizes.sort((a, b) => a.bytes - b.bytes);
  if (!smallest) {
    const short = ground.qualifiedName.split('.').at(-1)!;
    return notKnown(
      name,
      `the machines of ${short} are not in the catalogue or have no GPU`,
      on === 'gpu' ? `machine: "g5.xlarge" in a pool of ${short}` : `a known machine in ${short}`,
    );
  }
  const { machine } = smallest.each;
  return known(name, smallest.bytes, 'B', {
    origin: machine.origin,
    because: `the machine catalogue, ${machine.value}`,
  });
}
