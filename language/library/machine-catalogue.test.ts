import { describe, expect, it } from 'vitest';
import { findMachine, machineNames } from './machine-catalogue.ts';

describe('the machine catalogue', () => {
  it('knows a GPU machine with what its device reports', () => {
    expect(findMachine('g5.2xlarge')).toEqual({
      vcpus: 8,
      memory: 32 * 1024 ** 3,
      architecture: 'x86_64',
      retired: false,
      gpu: { name: 'A10G', count: 1, memory: 22_888 * 1024 ** 2, share: 1, computeCapability: 8.6 },
    });
  });

  it('counts a fractional GPU as one device with its share', () => {
    expect(findMachine('g6f.xlarge')?.gpu).toMatchObject({ name: 'L4', count: 1, share: 0.125 });
  });

  it('knows the compute capability of every GPU', () => {
    const gpus = machineNames().flatMap((name) => findMachine(name)?.gpu ?? []);
    expect(gpus.filter(({ computeCapability }) => computeCapability === undefined)).toEqual([]);
  });

  it('says that p3 machines are retired', () => {
    expect(findMachine('p3.2xlarge')).toMatchObject({ retired: true, gpu: { name: 'V100' } });
  });

  it('has no machine without memory, and no unknown one', () => {
    for (const name of machineNames()) expect(findMachine(name)?.memory, name).toBeGreaterThan(0);
    expect(findMachine('g5.banana')).toBeUndefined();
  });

  it('covers the families that examples and sketches use', () => {
    const families = new Set(machineNames().map((name) => name.split('.')[0]));
    for (const family of ['g4dn', 'g5', 'g6', 'p4d', 'p5', 'm5', 'm6i', 'c6i', 'r6i', 't3']) {
      expect(families).toContain(family);
    }
  });
});
