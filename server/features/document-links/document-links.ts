import { isImportStatement, textOf, type Range, type Syntax } from '../../../language/index.ts';
import { fileBehind } from '../../names/file-behind.ts';
import { rangeInText } from '../../names/occurrences.ts';
import { nodesIn } from '../../text/nodes-in.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** A place of the text that opens something. */
export interface TextLink {
  readonly range: Range;
  readonly opens: { readonly file: string } | { readonly address: string };
}

const ADDRESS = /https?:\/\/[^\s"'<>`)\]}]+[^\s"'<>`)\]}.,;:]/gu;

/** Paths in quotes of files that are there, and addresses in texts and comments. */
export function documentLinks({ file, project, document }: ModelFile): TextLink[] {
  const links: TextLink[] = [];
  for (const node of nodesIn(file.ast)) {
    if (node.$type !== 'StringLiteral' || isImportStatement(node.$container)) continue;
    const { value } = node as Syntax.StringLiteral;
    const file = textOf(node) === `"${value}"` ? fileBehind(value, project) : undefined;
    if (file === undefined) continue;
    links.push({ range: rangeInText(node as Syntax.StringLiteral, 1, value.length), opens: { file } });
  }
  const text = document.getText();
  for (const match of text.matchAll(ADDRESS)) {
    const start = document.positionAt(match.index);
    const end = document.positionAt(match.index + match[0].length);
    links.push({ range: { start, end }, opens: { address: match[0] } });
  }
  return links;
}
