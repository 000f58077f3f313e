import { isEntry } from '../../generated/ast.ts';
import { benchmark } from '../../vocabulary/areas/models.ts';
import { integer } from '../../vocabulary/value-type.ts';
import type { BenchmarkWish } from '../learning.ts';
import type { Block } from './block.ts';
import { optional } from './optional.ts';

const SIZE = integer({ min: 1 });

/** `benchmark { batch: [1, 8], provider: cpu }` of a model or service. */
export function benchmarkOf(block: Block): BenchmarkWish | undefined {
  const child = block.child(benchmark);
  if (!child) return undefined;
  const sizes = child.rows().flatMap(({ node, in: layer }): [string, number][] => {
    if (!isEntry(node) || Object.hasOwn(benchmark.properties, node.name) || !node.value) return [];
    const size = layer.reader.read(SIZE, node.value);
    return size === undefined ? [] : [[node.name, size]];
  });
  return {
    ...optional('batches', child.get('batch')?.value),
    ...optional('providers', child.get('provider')?.value),
    ...optional('scenario', child.get('scenario')?.value),
    ...optional('concurrency', child.get('concurrency')?.value),
    ...optional('rate', child.get('rate')?.value.value),
    ...optional('threads', child.get('threads')?.value),
    ...optional('budget', child.get('budget')?.value),
    ...optional('seed', child.get('seed')?.value),
    sizes: Object.fromEntries(sizes),
    origin: child.origin(),
  };
}
