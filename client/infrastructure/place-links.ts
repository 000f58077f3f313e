import * as vscode from 'vscode';

/** `delays/data.tenon:35:5`, as the texts of Tenon write places; generated files are named so, too. */
const PLACE = /(?<path>[^\s():,][^\n():,]*?\.[a-z]\w*):(?<line>\d+):(?<column>\d+)/gu;

/** Links from the places that a text names to the files of a project. */
export function placeLinks(document: vscode.TextDocument, project: vscode.Uri): vscode.DocumentLink[] {
  const links: vscode.DocumentLink[] = [];
  for (const match of document.getText().matchAll(PLACE)) {
    const { path, line, column } = match.groups!;
    const start = document.positionAt(match.index);
    const range = new vscode.Range(start, document.positionAt(match.index + match[0].length));
    // A path with spaces can't be told from the words before it, but an arrow can, or what a text says before a place.
    // In Chinese no blank stands before a path that begins in Chinese.
    const file = path!.replace(/^.*(?:(?:-->|\bat|\bof) |[位写明]于 ?)/u, '');
    const shift = path!.length - file.length;
    const target = vscode.Uri.joinPath(project, file).with({ fragment: `L${line},${column}` });
    const link = new vscode.DocumentLink(
      new vscode.Range(range.start.translate(0, shift), range.end),
      target,
    );
    link.tooltip = vscode.l10n.t('Open the file there');
    links.push(link);
  }
  return links;
}
