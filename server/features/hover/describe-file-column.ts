import { isDeclaration, printType, type Symbol } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** A column that only the data file of its source declares; undefined for every other symbol. */
export function describeFileColumn(symbol: Symbol, { project }: ModelFile): string | undefined {
  const { name, kind, qualifiedName, node, parent } = symbol;
  if (kind !== 'column' || !isDeclaration(node) || !parent) return undefined;
  const type = project.analysis.columnScope(parent).lookup(name)?.type;
  const header = type ? `column ${name} : ${printType(type)}` : `column ${name}`;
  const from = `From the data file of ${parent.name}, which has no schema.`;
  return [`\`\`\`tenon\n${header}\n\`\`\``, from, `*${qualifiedName}*`].join('\n\n');
}
