import type { ModelSignature, ProjectFacts, SignaturePort } from '../../project/facts.ts';

/** Facts about model files that need not be there; files that are not named are missing. */
export const factsOf = (files: Readonly<Record<string, ModelSignature>>): ProjectFacts => ({
  exists: (path) => Object.hasOwn(files, path),
  signature: (path) => (Object.hasOwn(files, path) ? { signature: files[path]! } : undefined),
  schema: () => undefined,
  measured: () => undefined,
});

/** `features: float32[batch, 3]` → a port of a signature. */
export function tensor(text: string): SignaturePort {
  const [, name = '', dtype = '', axes = ''] = /^(\w+): (\w+)\[(.*)\]$/.exec(text) ?? [];
  const shape =
    axes === ''
      ? []
      : axes.split(', ').map((axis) => (/^\d+$/.test(axis) ? Number(axis) : axis === '?' ? null : axis));
  return { name, dtype, shape };
}
