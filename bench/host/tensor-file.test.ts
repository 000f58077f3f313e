import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FilledTensor } from '../inputs/fill-tensors.ts';
import { readTensorFile, TensorFile } from './tensor-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon outputs 出 '));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file of outputs', () => {
  const tensors: readonly FilledTensor[] = [
    { name: 'byte', dtype: 'uint8', shape: [3], data: Uint8Array.of(1, 2, 3) },
    { name: 'y\n测', dtype: 'float64', shape: [2], data: Float64Array.of(0.1, Number.NaN) },
    { name: 'texts', dtype: 'string', shape: [2], data: ['a\n', '测'] },
    { name: 'none', dtype: 'int64', shape: [0], data: new BigInt64Array(0) },
  ];

  it('gives back the outputs of each run', () => {
    const path = join(folder, 'outputs');
    const file = new TensorFile(path);
    file.add(tensors);
    file.add(tensors.slice(1));
    const sha256 = file.close();
    expect(readTensorFile(path)).toEqual([tensors, tensors.slice(1)]);
    expect(sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
  });

  it('that was cut off is refused', () => {
    const path = join(folder, 'cut');
    const file = new TensorFile(path);
    file.add(tensors.slice(0, 2));
    file.close();
    truncateSync(path, readFileSync(path).length - 1);
    expect(() => readTensorFile(path)).toThrow(/ends within tensor/);
  });

  it('that cannot be written says so', () => {
    expect(() => new TensorFile(join(folder, 'nowhere', 'outputs'))).toThrow(/ENOENT/);
  });
});
