import { readdirSync, readFileSync } from 'node:fs';
import type { Declaration, File } from '../../language/generated/ast.ts';
import { isDeclaration } from '../../language/generated/ast.ts';

export interface Sample {
  readonly name: string;
  readonly text: string;
}

const folder = new URL('./samples/', import.meta.url);

/** A whole model and fourteen sketches of other systems: between them they use every form of the language. */
export const SAMPLES: readonly Sample[] = readdirSync(folder)
  .filter((name) => name.endsWith('.tenon'))
  .sort()
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

export function sample(start: string): Sample {
  const found = SAMPLES.find(({ name }) => name.startsWith(start));
  if (!found) throw new Error(`There is no sample ${start}.`);
  return found;
}

/** `noun name` of the declarations that stand by themselves. */
export function declarationNames(file: File): string[] {
  return file.statements.filter(isDeclaration).map((each: Declaration) => `${each.noun} ${each.name ?? ''}`);
}

/** A small generator of pseudo-random numbers, so that a failing damage can be repeated. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
