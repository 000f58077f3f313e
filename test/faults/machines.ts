import catalogue from '../../language/library/machines.json' with { type: 'json' };

interface Listed {
  readonly gpu?: { readonly name: string; readonly count: number };
}

/** GPUs of each kind of machine in the catalogue. */
export const MACHINES: ReadonlyMap<string, { readonly gpus: number; readonly gpu?: string }> = new Map(
  Object.entries(catalogue.machines as Record<string, Listed>).map(([name, { gpu }]) => [
    name,
    { gpus: gpu?.count ?? 0, ...(gpu ? { gpu: gpu.name } : {}) },
  ]),
);
