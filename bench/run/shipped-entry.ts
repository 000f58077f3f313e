import { fileURLToPath } from 'node:url';

/** Programs of child processes: from source a TypeScript file in its own room; shipped, beside the bundle. */
const entries = {
  host: { source: '../host/main.ts', shipped: './bench-host.mjs' },
  'paced-host': { source: '../compare/paced-host.ts', shipped: './bench-paced-host.mjs' },
} as const;

/** Path of a child's program. */
export function shippedEntry(name: keyof typeof entries): string {
  const { source, shipped } = entries[name];
  return fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? source : shipped, import.meta.url));
}
