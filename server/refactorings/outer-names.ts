import {
  bindingRange,
  isDeclaration,
  nameOf,
  offsetsOf,
  type Binding,
  type Project,
  type ProjectFile,
  type Symbol,
  type Syntax,
} from '../../language/index.ts';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isMeant } from '../names/plain-words.ts';
import { nodesIn } from '../text/nodes-in.ts';
import type { Extent } from './declaration-text.ts';

/** A name of a text that means something outside of the declaration it stands in. */
export interface OuterName {
  /** As it is written, without backticks; an import may have given it. */
  readonly written: string;
  readonly means: Symbol | LostName;
  readonly offset: number;
}

/** What an import names that is not in the project: nobody knows what it is, and it is needed all the same. */
export interface LostName {
  readonly name: string;
  readonly lostIn: string;
}

export const topOf = (symbol: Symbol): Symbol => (symbol.parent ? topOf(symbol.parent) : symbol);

/** A declaration's name and those of everything in it. */
export const namesWithin = (symbol: Symbol): string[] => [symbol.name, ...symbol.all.flatMap(namesWithin)];

/** Every name in the declarations of a file that has to be seen from outside of them. Imports are not among them. */
export function outerNames(file: ProjectFile, project: Project): OuterName[] {
  const document = TextDocument.create('', 'tenon', 0, file.text);
  const bindings = project.checked(file.path)?.bindings ?? [];
  const bound = bindings.flatMap((binding): OuterName[] => {
    const { symbol } = binding;
    if (symbol.file.library || !isHead(binding) || !isMeant(binding, file, project)) return [];
    // Columns and steps are found through what they belong to, which the text names elsewhere.
    if (!project.analysis.project.declared(symbol.file.package, symbol.name).includes(symbol)) return [];
    const range = bindingRange(binding);
    const offset = document.offsetAt(range.start);
    const top = topOf(symbol);
    const own = top.file.path === file.path ? offsetsOf(top.node) : undefined;
    // What is declared inside goes where its declaration goes.
    if (own && offset >= own.start && offset < own.end && symbol !== top) return [];
    return [{ written: nameOf(document.getText(range)), means: symbol, offset }];
  });
  return [...bound, ...lostNames(file, new Set(bindings.map(({ node }) => node)))];
}

/** Uses of imported names that could not be found. */
function lostNames({ ast, symbols }: ProjectFile, bound: ReadonlySet<object>): OuterName[] {
  const lost = new Map<string, LostName>();
  for (const statement of symbols.imports) {
    for (const imported of statement.names) {
      if (!bound.has(imported)) lost.set(imported.alias ?? imported.name, { name: imported.name, lostIn: statement.package }); // prettier-ignore
    }
  }
  if (lost.size === 0) return [];
  return nodesIn(ast).flatMap((node): OuterName[] => {
    const written = node.$type === 'NameRef' ? (node as Syntax.NameRef).name : undefined;
    const means = written === undefined ? undefined : lost.get(written);
    return means ? [{ written: written!, means, offset: offsetsOf(node)!.start }] : [];
  });
}

/** The first name of a path; what follows a dot is found inside of what stands before it. */
function isHead({ node, span, property }: Binding): boolean {
  if (node.$type === 'NameRef' || span) return true;
  if (!isDeclaration(node) || property !== 'name') return false;
  // Inside an environment a header names what it says something else about.
  const owner = node.$container?.$container;
  return isDeclaration(owner) && owner.noun === 'environment';
}

export const isIn = ({ offset }: OuterName, { start, end }: Extent): boolean =>
  offset >= start && offset < end;
