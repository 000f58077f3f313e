import { isDeclaration, offsetsOf, whereIs, type ProjectFile, type Symbol, type TextEdit } from '../../language/index.ts'; // prettier-ignore
import type { ModelFile } from '../workspace/model-file.ts';
import { extentOf, removeStatements, type Extent } from './declaration-text.ts';
import { planImports, writeImports } from './import-plan.ts';
import { isIn, outerNames, topOf, type OuterName } from './outer-names.ts';
import type { Change, RefactoringTools, Refusal } from './refactoring.ts';
import { environmentEdit } from './settings-environment.ts';
import { lineEndOf, TextChanges, withLineEnds } from './text-changes.ts';

/** Where a declaration of a file goes. */
export interface Destination {
  readonly symbol: Symbol;
  /** File that it goes to, which may be a new one. */
  readonly path: string;
  /** Package of that file. */
  readonly package: string;
}

/**
 * Moves declarations with their comments to other files. Imports follow: of the file that they leave, of those
 * that they come to, and of everybody who uses them.
 */
export async function relocate(
  from: ModelFile,
  destinations: readonly Destination[],
  { find }: RefactoringTools,
): Promise<Change | Refusal> {
  const taken = nameTaken(from, destinations);
  if (taken) return taken;
  const packages = new Map(destinations.map(({ symbol, package: to }) => [symbol, to]));
  const packageOf = (symbol: Symbol): string => packages.get(topOf(symbol)) ?? symbol.file.package;
  const changing = destinations.filter(({ symbol, package: to }) => symbol.file.package !== to);
  const users = changing.length > 0 ? await find(changing.flatMap(({ symbol }) => importable(symbol))) : [];
  const targets = [...new Set(destinations.map(({ path }) => path))];
  const paths = new Set([from.path, ...targets, ...users.map(({ model }) => model.path)]);
  const edits: TextEdit[] = [];
  const created = new Map<string, string>();
  const outer = outerNames(from.file, from.project);
  for (const path of paths) {
    const coming = destinations.filter((each) => each.path === path);
    const file = from.project.files.get(path);
    const arrived = { coming, outer, packageOf, text: from.file.text };
    if (!file) {
      const text = newFile(coming[0]!.package, arrived);
      if (typeof text !== 'string') return text;
      created.set(path, text);
      continue;
    }
    const leaving = path === from.path ? destinations : [];
    const changed = changedFile(file, leaving, arrived, from);
    if ('problem' in changed) return changed;
    edits.push(...changed.edits);
  }
  const moved = new Map(changing.map(({ symbol, package: to }) => [symbol.qualifiedName, qualified(to, symbol.name)])); // prettier-ignore
  edits.push(...changing.flatMap((each) => environmentEdit(each.symbol, each.package, from.project)));
  // A name that comes into a package can be seen by everyone there.
  return { edits, created, moved, concerns: changing.flatMap(({ symbol }) => importable(symbol).map(({ name }) => name)) }; // prettier-ignore
}

const qualified = (packageName: string, name: string): string =>
  packageName === '' ? name : `${packageName}.${name}`;

/** A declaration, and what of it can be imported by its own name. */
const importable = (symbol: Symbol): Symbol[] =>
  symbol.kind === 'cloud' || symbol.parent ? [symbol, ...symbol.all.flatMap(importable)] : [symbol];

function nameTaken({ project }: ModelFile, destinations: readonly Destination[]): Refusal | undefined {
  for (const { symbol, package: to } of destinations) {
    if (to === symbol.file.package) continue;
    const other = project.analysis.project.declared(to, symbol.name).find(({ kind }) => kind === symbol.kind);
    if (other) return { problem: `The package ${to} declares ${symbol.kind} ${symbol.name} already, in ${other.file.path}.` }; // prettier-ignore
  }
  return undefined;
}

interface Arrived {
  readonly coming: readonly Destination[];
  /** Names of the file that the declarations come from. */
  readonly outer: readonly OuterName[];
  readonly packageOf: (symbol: Symbol) => string;
  /** The text that they come from. */
  readonly text: string;
}

const neededBy = ({ coming, outer, text }: Arrived): OuterName[] =>
  coming.flatMap(({ symbol }) => {
    const extent = extentOf(symbol.node, text);
    return outer.filter((name) => isIn(name, extent));
  });

function textsOf({ coming, text }: Arrived): string {
  const pieces = coming
    .map(({ symbol }) => extentOf(symbol.node, text))
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => text.slice(start, end).trimEnd());
  return pieces.join('\n\n');
}

function newFile(packageName: string, arrived: Arrived): string | Refusal {
  const { packageOf, text } = arrived;
  const plan = planImports([], {
    needed: neededBy(arrived),
    dropped: [],
    package: packageName,
    packageOf,
  });
  if ('problem' in plan) return plan;
  const head = [...(packageName === '' ? [] : [`package ${packageName}`]), ...(plan.added.length > 0 ? [plan.added.join('\n')] : [])]; // prettier-ignore
  return withLineEnds(`${[...head, textsOf(arrived)].join('\n\n')}\n`, lineEndOf(text));
}

function changedFile(
  file: ProjectFile,
  leaving: readonly Destination[],
  arrived: Arrived,
  { project }: ModelFile,
): { readonly edits: readonly TextEdit[] } | Refusal {
  const changes = new TextChanges(file);
  const extents: Extent[] = leaving.map(({ symbol }) => extentOf(symbol.node, file.text));
  const all = outerNames(file, project);
  const goes = (name: OuterName): boolean => extents.some((extent) => isIn(name, extent));
  const plan = planImports(file.symbols.imports, {
    needed: [...all.filter((name) => !goes(name)), ...neededBy(arrived)],
    dropped: all.filter(goes),
    package: file.symbols.package,
    packageOf: arrived.packageOf,
  });
  if ('problem' in plan) return plan;
  writeImports(plan, file, changes);
  removeStatements(leaving.map(({ symbol }) => symbol.node), file.text, changes); // prettier-ignore
  if (arrived.coming.length > 0) {
    const gap = file.text.trim() === '' ? '' : /\n[ \t]*\r?\n$/u.test(file.text) ? '' : /\n$/u.test(file.text) ? '\n' : '\n\n'; // prettier-ignore
    changes.insert(file.text.length, `${gap}${textsOf(arrived)}\n`);
  }
  return { edits: changes.edits };
}

/** Gives a file another package, where it is; imports of those who use it follow. */
export async function repackage(
  model: ModelFile,
  to: string,
  { find }: RefactoringTools,
): Promise<Change | Refusal> {
  const { file, project } = model;
  const { declared, packageNode, package: from } = file.symbols;
  if (!packageNode) return { problem: `${file.path} has no package.` };
  const taken = nameTaken(
    model,
    declared.map((symbol) => ({ symbol, path: file.path, package: to })),
  );
  if (taken) return taken;
  const own = new Set<Symbol>(declared);
  const packageOf = (symbol: Symbol): string => (own.has(topOf(symbol)) ? to : symbol.file.package);
  const users = await find(declared.flatMap(importable));
  const edits: TextEdit[] = [];
  for (const path of new Set([file.path, ...users.map((user) => user.model.path)])) {
    const other = project.files.get(path)!;
    const changes = new TextChanges(other);
    const plan = planImports(other.symbols.imports, {
      needed: outerNames(other, project),
      dropped: [],
      package: other === file ? to : other.symbols.package,
      packageOf,
    });
    if ('problem' in plan) return plan;
    writeImports(plan, other, changes);
    edits.push(...changes.edits);
  }
  edits.push({ file: file.path, range: whereIs(packageNode, 'name'), newText: to });
  edits.push(...declared.flatMap((symbol) => environmentEdit(symbol, to, project)));
  const concerns = declared.flatMap(importable).map(({ name }) => name);
  return {
    edits,
    concerns,
    moved: new Map(declared.map(({ name }) => [qualified(from, name), qualified(to, name)])),
  };
}

/** Declarations of a file in the order of the text, as they can be moved: nameless ones stay where they are. */
export const movable = ({ symbols }: ProjectFile): Symbol[] =>
  symbols.declared.filter(({ node }) => isDeclaration(node) && offsetsOf(node) !== undefined);
