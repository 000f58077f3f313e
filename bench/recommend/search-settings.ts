import type { ServingNeeds } from '../../language/capacity/index.ts';
import { nextMeasurement, type Next, type Taken } from './next-measurement.ts';
import type { SearchSpace, ServerSettings } from './search-space.ts';

export type Asked = Exclude<Next, { readonly recommend: ServerSettings }>;

export interface Found {
  readonly settings: ServerSettings;
  /** Items per second that were measured with them while the promise was kept. */
  readonly throughput: number;
  readonly taken: readonly Taken[];
}

/** Measures what {@link nextMeasurement} asks for until it recommends something. An aborted signal rejects. */
export async function searchSettings(
  space: SearchSpace,
  needs: ServingNeeds,
  measure: (asked: Asked) => Taken | Promise<Taken>,
  signal?: AbortSignal,
): Promise<Found> {
  const taken: Taken[] = [];
  for (;;) {
    signal?.throwIfAborted();
    const next = nextMeasurement(space, needs, taken);
    if ('recommend' in next) return { settings: next.recommend, throughput: next.throughput, taken };
    taken.push(await measure(next));
  }
}
