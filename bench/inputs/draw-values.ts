import type { DrawnFill } from './fill.ts';
import type { RandomStream } from './splitmix64.ts';
import { dataFrom, isFloat, type TensorData } from './tensor-data.ts';

/** Draws the numbers of one tensor by its rule; `last` is the size of its last axis. */
export function drawValues(
  fill: DrawnFill,
  dtype: string,
  length: number,
  last: number,
  random: RandomStream,
): TensorData {
  if (dtype === 'string') return Array.from({ length }, textDrawer(fill, random));
  return dataFrom(dtype, length, numberDrawer(fill, isFloat(dtype), last, random));
}

function numberDrawer(
  fill: DrawnFill,
  takesNaN: boolean,
  last: number,
  random: RandomStream,
): (index: number) => number {
  switch (fill.kind) {
    case 'normal':
      return orMissing(() => random.normal(), takesNaN ? fill.missing : undefined, random);
    case 'uniform': {
      const { low, high, missing } = fill;
      return orMissing(() => low + random.uniform() * (high - low), takesNaN ? missing : undefined, random);
    }
    case 'integers': {
      const { low, high, missing } = fill;
      const span = high - low + 1;
      const draw = (): number => low + Math.floor(random.uniform() * span);
      return orMissing(draw, takesNaN ? missing : undefined, random);
    }
    case 'positions': {
      const each = fill.of.map((rule) => numberDrawer(rule, takesNaN, last, random));
      return (index) => each[(index % last) % each.length]!(index);
    }
    case 'text':
      return () => 0;
  }
}

function orMissing(draw: () => number, missing: number | undefined, random: RandomStream): () => number {
  if (missing === undefined || missing === 0) return draw;
  return () => (random.uniform() < missing ? Number.NaN : draw());
}

function textDrawer(fill: DrawnFill, random: RandomStream): (unused: unknown, index: number) => string {
  if (fill.kind === 'positions') {
    const each = fill.of.map((rule) => textDrawer(rule, random));
    return (unused, index) => each[index % each.length]!(unused, index);
  }
  const values = fill.kind === 'text' ? fill.values : undefined;
  if (values === undefined || values.length === 0) return () => `text-${random.bits() % 100n}`;
  return () => values[Math.floor(random.uniform() * values.length)]!;
}
