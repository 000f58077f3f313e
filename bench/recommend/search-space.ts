/** How a server runs a model: what is searched for. */
export interface ServerSettings {
  /** Largest batch. */
  readonly batch: number;
  readonly instances: number;
  /** Seconds that a request may wait for others. */
  readonly delay: number;
}

/** All settings that come into question, each list from the smallest. */
export interface SearchSpace {
  readonly batches: readonly number[];
  readonly instances: readonly number[];
  readonly delays: readonly number[];
}

export const sizeOf = ({ batches, instances, delays }: SearchSpace): number =>
  batches.length * instances.length * delays.length;

export const allOf = ({ batches, instances, delays }: SearchSpace): readonly ServerSettings[] =>
  batches.flatMap((batch) =>
    instances.flatMap((count) => delays.map((delay) => ({ batch, instances: count, delay }))),
  );

/** The settings of a space that are nearest to given ones, no larger where that is possible. */
export function snap({ batches, instances, delays }: SearchSpace, wanted: ServerSettings): ServerSettings {
  const nearest = (values: readonly number[], value: number): number =>
    values.findLast((each) => each <= value) ?? values[0] ?? value;
  return {
    batch: nearest(batches, wanted.batch),
    instances: nearest(instances, wanted.instances),
    delay: nearest(delays, wanted.delay),
  };
}

/**
 * Settings one step away, in the order in which they are worth a look: along one axis, then along two at a time, since a
 * larger batch often wants fewer instances or a longer wait.
 */
export function neighbours(space: SearchSpace, from: ServerSettings): readonly ServerSettings[] {
  return STEPS.flatMap(([batch, instances, delay]) => {
    const moved = {
      batch: step(space.batches, from.batch, batch),
      instances: step(space.instances, from.instances, instances),
      delay: step(space.delays, from.delay, delay),
    };
    return moved.batch === undefined || moved.instances === undefined || moved.delay === undefined
      ? []
      : [moved as ServerSettings];
  });
}

const STEPS: readonly (readonly [batch: number, instances: number, delay: number])[] = [
  [0, 1, 0], [1, 0, 0], [0, -1, 0], [-1, 0, 0], [0, 0, -1], [0, 0, 1],
  [1, -1, 0], [-1, 1, 0], [1, 0, 1], [-1, 0, -1],
]; // prettier-ignore

function step(values: readonly number[], from: number, by: number): number | undefined {
  return by === 0 ? from : values[values.indexOf(from) + by];
}

export const sameSettings = (a: ServerSettings, b: ServerSettings): boolean =>
  a.batch === b.batch && a.instances === b.instances && a.delay === b.delay;
