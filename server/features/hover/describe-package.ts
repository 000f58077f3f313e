import type { Symbol } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** Declarations of a package that are named; the rest is counted. */
const SHOWN = 12;

/** What a package declares, and in how many files; undefined for a name that is no package. */
export function describePackage(name: string, { project }: ModelFile): string | undefined {
  const symbols = project.analysis.project;
  if (!symbols.hasPackage(name)) return undefined;
  const declared = [...symbols.kindsOf(name)].filter(({ parent }) => parent === undefined);
  const files = new Set(declared.map(({ file }) => file.path));
  const lines = declared
    .sort(byName)
    .slice(0, SHOWN)
    .map(({ kind, name: own }) => `${kind} ${own}`);
  const more = declared.length - lines.length;
  if (more > 0) lines.push(`// and ${more} more`);
  const where = `${declared.length} declaration${s(declared)} in ${files.size} file${s([...files])}`;
  return `\`\`\`tenon\npackage ${name}\n\`\`\`\n\n${where}:\n\n\`\`\`tenon\n${lines.join('\n')}\n\`\`\``;
}

const byName = (a: Symbol, b: Symbol): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const s = (counted: readonly unknown[]): string => (counted.length === 1 ? '' : 's');
