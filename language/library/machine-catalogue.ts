import catalogue from './machines.json' with { type: 'json' };
import type { MachineFacts } from '../model/infrastructure.ts';
import { optional } from '../model/lowering/optional.ts';

interface MachineRow {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly architecture: string;
  readonly gpu?: {
    readonly name: string;
    readonly count: number;
    readonly memoryMiB: number;
    readonly share?: number;
  };
  readonly retired?: boolean;
}

const MACHINES = new Map<string, MachineRow>(Object.entries(catalogue.machines));
const CAPABILITIES = new Map(Object.entries(catalogue.gpus));
const MIB = 1024 * 1024;

/** All machine names, in the order of the catalogue: by family, then from small to large. */
export const machineNames = (): readonly string[] => [...MACHINES.keys()];

/** What one machine has; undefined when the catalogue does not know the name. */
export function findMachine(name: string): MachineFacts | undefined {
  const row = MACHINES.get(name);
  if (row === undefined) return undefined;
  return {
    vcpus: row.vcpus,
    memory: row.memoryMiB * MIB,
    architecture: row.architecture === 'arm64' ? 'arm64' : 'x86_64',
    retired: row.retired ?? false,
    ...(row.gpu === undefined
      ? {}
      : {
          gpu: {
            name: row.gpu.name,
            count: row.gpu.count,
            memory: row.gpu.memoryMiB * MIB,
            share: row.gpu.share ?? 1,
            ...optional('computeCapability', CAPABILITIES.get(row.gpu.name)?.computeCapability),
          },
        }),
  };
}
