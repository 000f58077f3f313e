import { deriveElement, shortWhy, type Derivation, type Symbol } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** Kinds whose type or value follows from something else, so that saying why is worth a line. */
const KINDS: ReadonlySet<string> = new Set(['feature', 'input', 'output', 'step', 'column']);

/** The type of a name with a short why; nothing for a name whose declaration says it all. */
export function inferredType(symbol: Symbol, { project }: ModelFile): string | undefined {
  if (!KINDS.has(symbol.kind) || symbol.file.library) return undefined;
  const found = project.model(undefined);
  const derivation = 'model' in found ? deriveElement(found.model, symbol) : undefined;
  // A column that only its schema tells of has just been shown.
  if (!derivation || (symbol.kind === 'column' && derivation.from.length === 0)) return undefined;
  return `${typeText(derivation)}${escaped(shortWhy(derivation))}`;
}

const typeText = ({ type }: Derivation): string => (type === undefined ? '' : `Type: \`${type}\`. `);

/** Formulas hold characters that Markdown would take for its own. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>|]/gu, String.raw`\$&`);
