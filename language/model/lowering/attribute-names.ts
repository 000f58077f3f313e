import type { Symbol } from '../../scoping/symbol.ts';

/** Facts that are known of an element without being declared inside it: noun → attribute → documentation. */
export const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bucket: { name: 'Name of the bucket at the provider.' },
  registry: { name: 'Name of the registry at the provider.', url: 'Address that images are pushed to.' },
  cluster: { endpoint: 'Address of the cluster.', name: 'Name of the cluster at the provider.' },
  machine: { address: 'Private address of the machine.' },
  service: { endpoint: 'Address of the service.' },
};

export const attributeExists = (symbol: Symbol, attribute: string): boolean =>
  Object.hasOwn(ATTRIBUTES[symbol.kind] ?? {}, attribute);
