import {
  isDeclaration,
  isImportStatement,
  offsetsOf,
  textOf,
  type ProjectFile,
  type Symbol,
  type Syntax,
} from '../../language/index.ts';
import { namesOf, nameAt, type Occurrence } from '../names/occurrences.ts';
import { overridesOf } from '../names/uses.ts';
import type { SyntaxNode } from '../text/nodes-in.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import { removeStatement } from './declaration-text.ts';
import { removeNames } from './import-names.ts';
import type { Change, Offer, Refactoring, Refusal, Selected } from './refactoring.ts';
import { TextChanges } from './text-changes.ts';
import { namesInText, valueInPlace, valueInText } from './value-text.ts';

/** Everywhere, and the declaration goes; or only where the cursor is. */
type Choice = 'everywhere' | 'here';

/** Writes the value of a parameter or of a `let` in the places that name it. */
export const inlineValue: Refactoring = {
  id: 'inline-value',
  kind: 'refactor.inline',

  offers(selected) {
    const found = valueAt(selected);
    if (!found) return [];
    const { symbol, isUse } = found;
    const title = `Inline ${symbol.name}`;
    const problem = reasonAgainst(symbol, selected.model);
    if (problem !== undefined) return [{ title, refusal: problem }];
    const everywhere: Offer = { title: `${title} everywhere`, choice: 'everywhere' satisfies Choice };
    return isUse ? [{ title: `${title} here`, choice: 'here' satisfies Choice }, everywhere] : [everywhere];
  },

  async change(selected, choice, { find }) {
    const found = valueAt(selected);
    if (!found) return { problem: 'There is no parameter here.' };
    const { symbol } = found;
    const files = await find([symbol]);
    if (choice === ('here' satisfies Choice)) return inlineHere(symbol, selected, files.flatMap(({ model, occurrences }) => (model.path === selected.model.path ? occurrences : []))); // prettier-ignore
    const edits = [];
    for (const { model, occurrences } of files) {
      const changes = new TextChanges(model.file);
      const problem = inlineIn(model.file, symbol, occurrences, changes);
      if (problem) return problem;
      edits.push(...changes.edits);
    }
    return { edits, vanishing: [symbol.qualifiedName] } satisfies Change;
  },
};

function valueAt(selected: Selected): { symbol: Symbol; isUse: boolean } | undefined {
  const { model, start } = selected;
  const position = model.document.positionAt(start);
  const symbol = nameAt(model, position)?.symbols[0];
  if (!symbol || (symbol.kind !== 'param' && symbol.kind !== 'let') || !isDeclaration(symbol.node)) return undefined; // prettier-ignore
  const own = symbol.file.path === model.path ? offsetsOf(symbol.node) : undefined;
  return { symbol, isUse: !(own && start >= own.start && start <= own.end) };
}

function reasonAgainst(symbol: Symbol, model: ModelFile): string | undefined {
  if (symbol.file.library) return `${symbol.name} belongs to the built-in library, which can't be changed.`;
  if (!valueOf(symbol)) return `${symbol.name} has no value of its own that could be written in its place.`;
  const [override] = overridesOf(symbol, namesOf(model));
  return override && `${override.environment.name} gives ${symbol.name} another value, so one text can't say both.`; // prettier-ignore
}

const valueOf = ({ node }: Symbol): Syntax.Expression | undefined => (isDeclaration(node) ? node.value : undefined); // prettier-ignore

function inlineHere(symbol: Symbol, selected: Selected, all: readonly Occurrence[]): Change | Refusal {
  const { model, start } = selected;
  const here = all.find(({ range }) => {
    const at = [model.document.offsetAt(range.start), model.document.offsetAt(range.end)] as const;
    return start >= at[0] && start <= at[1];
  });
  const changes = new TextChanges(model.file);
  const problem = here && inlineIn(model.file, symbol, [here], changes);
  return problem ?? { edits: changes.edits };
}

function inlineIn(
  file: ProjectFile,
  symbol: Symbol,
  occurrences: readonly Occurrence[],
  changes: TextChanges,
): Refusal | undefined {
  const imported: Syntax.ImportedName[] = [];
  const texts = new Set<SyntaxNode>();
  for (const { node, isDeclaration: isDeclared } of occurrences) {
    if (isDeclared) removeStatement(symbol.node, file.text, changes);
    else if (node.$type === 'ImportedName') imported.push(node as Syntax.ImportedName);
    else if (node.$type === 'NameRef') replaceName(node, symbol, changes);
    else if (node.$type !== 'StringLiteral')
      return { problem: `${symbol.name} is named in line ${line(node)} of ${file.path}, where only a name can stand.` }; // prettier-ignore
    else if (!texts.has(node)) {
      texts.add(node);
      const problem = replaceInText(node, symbol, file, changes);
      if (problem) return problem;
    }
  }
  const statements = new Set(imported.map(({ $container }) => $container).filter(isImportStatement));
  for (const statement of statements) removeNames(statement, imported, file.text, changes);
  return undefined;
}

const line = (node: SyntaxNode): number => (node.$cstNode?.range.start.line ?? 0) + 1;

function replaceName(node: SyntaxNode, symbol: Symbol, changes: TextChanges): void {
  const { start, end } = offsetsOf(node)!;
  changes.replace(start, end, valueInPlace(valueOf(symbol)!, node));
}

function replaceInText(
  node: SyntaxNode,
  symbol: Symbol,
  file: ProjectFile,
  changes: TextChanges,
): Refusal | undefined {
  const written = valueInText(valueOf(symbol)!);
  if (written === undefined) {
    return { problem: `${symbol.name} is used inside a text in line ${line(node)} of ${file.path}, where its value can't be written.` }; // prettier-ignore
  }
  const { start } = offsetsOf(node)!;
  for (const place of namesInText(textOf(node), symbol.name)) {
    changes.replace(start + place.start, start + place.end, written);
  }
  return undefined;
}
