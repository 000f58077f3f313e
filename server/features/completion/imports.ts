import type { TextEdit } from 'vscode-languageserver';
import { printName } from '../../../language/index.ts';
import { importEdit } from '../../text/import-edit.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Candidate } from './candidate.ts';

/** The import that a name of another package needs, with the line ends of the file. */
export function importsOf({ importOf }: Candidate, { file }: Pick<ModelFile, 'file'>): TextEdit[] {
  if (!importOf) return [];
  const packageName = importOf.package.split('.').map(printName).join('.');
  const edit = importEdit(file.ast, packageName, printName(importOf.name));
  return [file.text.includes('\r\n') ? { ...edit, newText: edit.newText.replaceAll('\n', '\r\n') } : edit];
}
