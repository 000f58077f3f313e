import type { Range } from 'vscode-languageserver';
import { isPackageStatement, whereIs, type Syntax } from '../../language/index.ts';

/** How a name is imported: into the braces of an import that is there, or by a new line below the others. */
export function importEdit(
  file: Syntax.File,
  packageName: string,
  name: string,
): { range: Range; newText: string } {
  const imports = file.statements.filter(
    (each): each is Syntax.ImportStatement => each.$type === 'ImportStatement',
  );
  const known = imports.find((each) => each.package === packageName && each.names.length > 0);
  const last = known?.names.at(-1);
  if (last) return { range: at(whereIs(last).end), newText: `, ${name}` };
  const line = `import ${packageName}.{ ${name} }`;
  const above = imports.at(-1) ?? file.statements.find(isPackageStatement);
  if (!above) return { range: at({ line: 0, character: 0 }), newText: `${line}\n\n` };
  const gap = above.$type === 'PackageStatement' ? '\n\n' : '\n';
  return { range: at(whereIs(above).end), newText: `${gap}${line}` };
}

const at = (position: Range['start']): Range => ({ start: position, end: position });
