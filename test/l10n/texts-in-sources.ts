import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface FoundText {
  readonly text: string;
  /** Path and line, for the message of a failing test. */
  readonly place: string;
}

const root = join(import.meta.dirname, '../..');

/** Visits every node of the sources below a folder, tests left aside. */
export function visitSources(pattern: string, visit: (node: ts.Node, place: () => string) => void): void {
  for (const path of globSync(pattern, { cwd: root })) {
    if (/\.test\.ts$|\/testing\//u.test(path)) continue;
    const source = ts.createSourceFile(
      path,
      readFileSync(join(root, path), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const walk = (node: ts.Node): void => {
      visit(node, () => `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, walk);
    };
    walk(source);
  }
}

/** A text as a key: what is put in stands as {0}, {1} …; undefined for what is no literal text. */
export function keyOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  const rest = node.templateSpans.map(({ literal }, index) => `{${index}}${literal.text}`);
  return node.head.text + rest.join('');
}

/** Texts that the extension gives to `vscode.l10n.t`. */
export function clientTexts(): { readonly texts: readonly FoundText[]; readonly unclear: readonly string[] } {
  const texts: FoundText[] = [];
  const unclear: string[] = [];
  visitSources('client/**/*.ts', (node, place) => {
    if (!ts.isCallExpression(node) || !/\bl10n\.t$/u.test(node.expression.getText())) return;
    const [first] = node.arguments;
    if (first && ts.isStringLiteralLike(first)) texts.push({ text: first.text, place: place() });
    else unclear.push(place());
  });
  return { texts, unclear };
}

/** Numbers in braces, sorted: what a translation has to put in as well. */
export const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\d+\}/gu)].map(([each]) => each).sort();
