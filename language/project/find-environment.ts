import { suggest } from '../scoping/suggestion.ts';
import type { Symbol } from '../scoping/symbol.ts';

/** Finds an environment by qualified or simple name, or says what else there is. */
export function findEnvironment(
  name: string,
  all: readonly Symbol[],
): Symbol | { readonly message: string; readonly help?: string } {
  const found = all.filter((symbol) => symbol.qualifiedName === name || symbol.name === name);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    return {
      message: `Several environments are called ${name}.`,
      help: `Use a full name: ${found.map((each) => each.qualifiedName).join(', ')}.`,
    };
  }
  const suggestion = suggest(
    name,
    all.map((symbol) => symbol.name),
  );
  return {
    message: `There is no environment ${name}.`,
    help: suggestion
      ? `Did you mean ${suggestion}?`
      : all.length > 0
        ? `Environments: ${all.map((symbol) => symbol.name).join(', ')}.`
        : 'The project declares no environment.',
  };
}
